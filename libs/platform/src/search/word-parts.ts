/** The parts of a word that it is found by besides itself. */
export interface WordParts {
  /** What surely is the noun, without what was put to it. */
  sure: string[];
  /** What may be the noun: the letter before it may be a part of it as well. */
  possible: string[];
}

/** Arabic's article, alone or behind a letter that is written to the word; what follows is a word of its own. */
const arabicArticle = /^[وف]?(?:[بك]?ال|لل)(?=.{3})/u;
/** And, so; by, as, to: each may as well be the first letter of the word. */
const arabicLetters = /^(?:[وف](?=.{3})[بكل]?|[بكل])(?=.{3})/u;
/** And; the, in, as, to, from, that: at most two of them, as in "from the". */
const hebrewPrefixes = 'ושהבכלמ';
const hebrewLetters = new RegExp(`^[${hebrewPrefixes}](?=.{3})`, 'u');
const number = /^\p{L}+(\d{3,})$/u;

const isArabic = (word: string) => word >= '\u0621' && word < '\u0700';
const isHebrew = (word: string) => word >= '\u05d0' && word < '\u0600';
const isDigit = (sign: string | undefined) => sign !== undefined && sign >= '0' && sign <= '9';

/**
 * The parts of a folded word: the noun behind Arabic's article and prefixes, behind Hebrew's prefixes; the digits of a
 * number such as HH48213.
 */
export function partsOf(word: string): WordParts {
  if (isArabic(word)) return partsOfArabic(word);
  if (isHebrew(word)) return { sure: [], possible: partsOfHebrew(word) };
  const digits = isDigit(word.at(-1)) && !isDigit(word[0]) ? number.exec(word)?.[1] : undefined;
  return { sure: digits ? [digits] : [], possible: [] };
}

/**
 * The parts of a word of a question. Texts have Hebrew's words without two of their prefixes at most: a question also
 * has them without three, and asks for the noun with the one that was left.
 */
export function askedParts(word: string): WordParts {
  const { sure, possible } = partsOf(word);
  if (!isHebrew(word)) return { sure, possible };
  const shortest = possible.at(-1) ?? word;
  const oneMore = shortest.replace(hebrewLetters, '');
  const nouns = possible.length === 2 && oneMore !== shortest ? [oneMore] : [];
  const prefixed = word.length >= 3 ? [...hebrewPrefixes].map((letter) => letter + word) : [];
  return { sure, possible: [...possible, ...nouns, ...prefixed] };
}

function partsOfArabic(word: string): WordParts {
  const noun = word.replace(arabicArticle, '');
  if (noun !== word) return { sure: [noun], possible: [] };
  const [letters = ''] = arabicLetters.exec(word) ?? [];
  return { sure: [], possible: [...letters].map((_, index) => word.slice(index + 1)) };
}

function partsOfHebrew(word: string): string[] {
  const once = word.replace(hebrewLetters, '');
  if (once === word) return [];
  const twice = once.replace(hebrewLetters, '');
  return twice === once ? [once] : [once, twice];
}

/** Particles that Korean writes to a noun, also to one of other letters or digits; two may follow each other, and 요. */
const josa =
  '은|는|이|가|을|를|에|의|도|와|과|로|으로|만|에서|에게|께|께서|한테|까지|부터|처럼|보다|라도|이라도|마저|조차|밖에|나|이나|랑|이랑|하고|입니다|이에요|예요|인데요|이요';
const endsInJosa = new RegExp(`^(.{2,}?)(?:${josa})(?:${josa})?요?$`, 'u');
const isHangul = (sign: string) => sign >= '\uac00' && sign <= '\ud7a3';

/** A Korean noun without its particles. Its forms all begin with it, so that texts need no more words. */
export const withoutJosa = (word: string): string =>
  isHangul(word.at(-1) ?? '') ? (endsInJosa.exec(word)?.[1] ?? word) : word;

/** Fewer signs than these are too common as the beginning of a word. */
const shortest = (word: string) => (isHangul(word[0]!) ? 2 : 3);

/** Whether words are found that only begin with this one. */
export const isPrefix = (word: string): boolean => [...word].length >= shortest(word);

/** Every end of a word that is long enough to be looked for, so that each part of the word begins one. */
export function endsOf(word: string): string[] {
  const signs = [...word];
  const count = Math.max(1, signs.length - shortest(word) + 1);
  return Array.from({ length: count }, (_, start) => signs.slice(start).join(''));
}
