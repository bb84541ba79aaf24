import { readLocales } from '#libs/platform';

/** How a language asks where an order is. Sources of regular expressions, in lower case. */
interface Questions {
  /** Each matches a whole question: a mere mention of an order may be about anything. */
  asks: string[];
  /** What makes the same words a matter for an agent: a problem, or a wish for a change. */
  otherMatters?: string;
}

const locales = readLocales<Questions>(new URL('./locales/', import.meta.url));
const languages = locales.tags.map((tag) => locales.of(tag).texts);

const longest = 400;
/** Remove accents: some people do not type them, and \b in a pattern does not know them. */
const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{Mn}+/gu, '')
    .normalize('NFC');
const asked = languages.flatMap(({ asks }) => asks).map((source) => new RegExp(fold(source)));
const unlike = new RegExp(fold(languages.flatMap(({ otherMatters }) => otherMatters ?? []).join('|')));

/** Whether a message asks where an order is, and nothing else. */
export function asksForOrder(message: string): boolean {
  const text = fold(message.normalize('NFKC').toLowerCase()).replaceAll('’', "'").replace(/\s+/g, ' ').trim();
  return text.length > 0 && text.length <= longest && !unlike.test(text) && asked.some((pattern) => pattern.test(text));
}
