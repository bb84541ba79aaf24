import { languageOfText } from '#libs/channels';
import { languageOf } from '#libs/contracts';

/** Scripts that identify a language, unless a language that shares the script was declared. */
const scripts: [pattern: RegExp, language: string, kin: string[]][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja', []],
  [/\p{Script=Hangul}/u, 'ko', []],
  [/\p{Script=Han}/u, 'zh', ['ja']],
  [/\p{Script=Arabic}/u, 'ar', ['fa', 'ur', 'ps', 'ku', 'ug']],
  [/\p{Script=Cyrillic}/u, 'ru', ['uk', 'bg', 'sr', 'mk', 'be', 'kk']],
  [/\p{Script=Hebrew}/u, 'he', ['yi']],
  [/\p{Script=Greek}/u, 'el', []],
  [/\p{Script=Thai}/u, 'th', []],
];

/** Returns the language of a text: by its letters and words, else the declared one, else English. */
export async function questionLanguage(text: string, declared: (string | null)[]): Promise<string> {
  const known = declared.filter((locale): locale is string => Boolean(locale));
  const found = byScript(text, known) ?? (await byWords(text, known));
  return known.find((locale) => languageOf(locale) === found) ?? found ?? known[0] ?? 'en';
}

function byScript(text: string, declared: string[]): string | undefined {
  const script = scripts.find(([pattern]) => pattern.test(text));
  if (!script) return undefined;
  const [, language, kin] = script;
  return declared.map(languageOf).find((each) => kin.includes(each)) ?? language;
}

/** Detection needs a whole sentence; for shorter texts prefer the declared language. */
async function byWords(text: string, declared: string[]): Promise<string | undefined> {
  const letters = text.replace(/[\s\d\p{P}]/gu, '').length;
  if (letters < (declared.length ? 18 : 8)) return undefined;
  return languageOfText(text);
}
