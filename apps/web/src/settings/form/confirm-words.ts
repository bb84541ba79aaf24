import { mayBeWords, placeholdersIn } from '#placeholders';
import { isolated } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { ask } from './ask.js';

/** Something with texts that are kept for customers. */
interface Kept {
  /** Words in brackets are meant; another text is asked about anew. */
  asWritten?: boolean;
}

/** The words in brackets that look like placeholders, where their item does not say that they are meant. */
export const wordsToConfirm = <T extends Kept>(items: readonly T[], textsOf: (item: T) => string[]): string[] => [
  ...new Set(items.flatMap((item) => (item.asWritten ? [] : textsOf(item).flatMap(wordsIn)))),
];

/** Asks whether words in brackets that look like placeholders are meant; the items with such words say so then. */
export async function confirmWords<T extends Kept>(items: T[], textsOf: (item: T) => string[]): Promise<T[]> {
  const found = wordsToConfirm(items, textsOf);
  if (found.length === 0) return items;
  const isMeant = await ask({
    title: t('saved.words-title'),
    text: t('saved.words-text', { words: found.slice(0, 5).map(isolated).join('  ') }),
    action: t('saved.words-keep'),
    isHarmless: true,
  });
  return isMeant ? items.map((item) => (hasWords(textsOf(item)) ? { ...item, asWritten: true } : item)) : items;
}

const hasWords = (texts: string[]): boolean => texts.flatMap(wordsIn).length > 0;

const wordsIn = (text: string): string[] =>
  placeholdersIn(text).flatMap(({ text: written, variable }) => (!variable && mayBeWords(written) ? written : []));
