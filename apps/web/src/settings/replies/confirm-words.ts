import { mayBeWords, placeholdersIn } from '#placeholders';
import { t } from '../../i18n/texts.js';
import { ask } from '../form/ask.js';

interface Variant {
  locale: string;
  body: string;
  asWritten?: boolean;
}

/** Asks whether words in brackets that look like placeholders are meant; the texts of which they are say so then. */
export async function confirmWords(variants: Variant[]): Promise<Variant[]> {
  const found = [...new Set(variants.flatMap((variant) => (variant.asWritten ? [] : wordsIn(variant.body))))];
  if (found.length === 0) return variants;
  const isMeant = await ask({
    title: t('saved.words-title'),
    text: t('saved.words-text', { words: found.slice(0, 5).join('  ') }),
    action: t('saved.words-keep'),
    isHarmless: true,
  });
  return isMeant
    ? variants.map((variant) => (wordsIn(variant.body).length > 0 ? { ...variant, asWritten: true } : variant))
    : variants;
}

const wordsIn = (body: string): string[] =>
  placeholdersIn(body).flatMap(({ text, variable }) => (!variable && mayBeWords(text) ? text : []));
