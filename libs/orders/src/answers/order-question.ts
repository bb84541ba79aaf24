import { readLocales } from '#libs/platform';

/** How a language asks where an order is. Sources of regular expressions, in lower case. */
interface Questions {
  /** Each is a whole question: a mere mention of an order is none, for it may be about anything. */
  asks: string[];
  /** What makes the same words a matter for a person: something is wrong, or wanted otherwise. */
  otherMatters?: string;
}

const locales = readLocales<Questions>(new URL('./locales/', import.meta.url));
const languages = locales.tags.map((tag) => locales.of(tag).texts);

const longest = 400;
/** Accents are left out by some who type, and a pattern's \b knows none. */
const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{Mn}+/gu, '')
    .normalize('NFC');
const asked = languages.flatMap(({ asks }) => asks).map((source) => new RegExp(fold(source)));
const unlike = new RegExp(fold(languages.flatMap(({ otherMatters }) => otherMatters ?? []).join('|')));

/** Whether a message asks where an order is, and for nothing else. */
export function asksForOrder(message: string): boolean {
  const text = fold(message.normalize('NFKC').toLowerCase()).replaceAll('’', "'").replace(/\s+/g, ' ').trim();
  return text.length > 0 && text.length <= longest && !unlike.test(text) && asked.some((pattern) => pattern.test(text));
}
