import { detectLanguage } from '../../../../language/detect-language.js';
import {
  alphabets,
  languagesOf,
  narrowCharsets,
  rareness,
  usualCharacters,
  usualLetters,
  wideCharsets,
} from './charset-letters.js';
import { decodeStrictly } from './charsets.js';
import { latinOf } from './latin-sets.js';

const longestSample = 6_000;
/** Sets whose marks differ by less are distinguished by the language of the text. */
const near = 0.45;

/**
 * The set of letters in which bytes of an unknown set read best: every set that they can be of is tried, and each text
 * is marked by whether its letters are usual ones in usual places. `likely` are sets that the mail names elsewhere.
 */
export function guessCharset(bytes: Uint8Array, likely: readonly string[] = []): string {
  const sample = linesWithLetters(bytes);
  const isSign =
    sample.filter((byte) => byte > 0x7f).length < 2 && !/[a-z][\x80-\xff][a-z]/i.test(sample.toString('latin1'));
  const found = [...narrowCharsets, ...wideCharsets].flatMap((name) => {
    const charset = name === 'windows-1252' ? latinOf(sample) : name;
    const text = decodeStrictly(sample, charset);
    if (text === null) return [];
    const mark = usualLetters[charset] || alphabets[charset] ? markNarrow(text, charset) : markWide(text, charset);
    return [
      {
        charset,
        text,
        mark: mark + (likely.includes(charset) ? 0.6 : 0) - (rareness[charset] ?? 0) * (isSign ? 2 : 1),
      },
    ];
  });
  const best = Math.max(...found.map(({ mark }) => mark));
  const rivals = found.filter(({ mark }) => mark > best - near);
  if (rivals.length > 1) for (const rival of rivals) rival.mark += markLanguage(rival.text, rival.charset);
  return rivals.toSorted((a, b) => b.mark - a.mark)[0]?.charset ?? 'windows-1252';
}

/** Only lines with bytes beyond ASCII say anything; a line end is never half a character. */
function linesWithLetters(bytes: Uint8Array): Buffer {
  const lines: string[] = [];
  let length = 0;
  for (const line of Buffer.from(bytes).toString('latin1', 0, 200_000).split('\n')) {
    if (!/[\x80-\xff]/.test(line)) continue;
    if (length > 0 && length + line.length > longestSample) break;
    lines.push(line);
    length += line.length;
  }
  return Buffer.from(lines.join('\n'), 'latin1');
}

function markLanguage(text: string, charset: string): number {
  // Letters of half width are taken for Japanese wherever they stand.
  const found = detectLanguage(text.slice(0, 1_000).replace(kana, ' '));
  if (!languagesOf[charset]?.includes(found.language)) return 0;
  return found.isReliable ? 0.5 : 0.35;
}

const letter = /\p{L}/u;
const lower = /\p{Ll}/u;
const upper = /\p{Lu}/u;
const script = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}]/u;
const typographic = /[“”„‘’‚«»–—…€£§°©®™№×\u00a0¿¡´·،؟؛]/u;
const joins = /[’·´]/u;
const fraction = /[½¼¾]/u;
/** Letters that are a word by themselves in some language of a Latin script. */
const word = /[àáâéèêëíìîóòôöúùýåæøœ]/iu;
/** Signs that no word begins with: vowels of Thai, and letters of Arabic that follow others. */
const never = /[ะ-ฺ็-๎ءئؤةى]/u;

/** The mean mark of the characters beyond ASCII, about 2 for a text that reads well. */
function markNarrow(text: string, charset: string): number {
  const signs = Array.from(text.slice(0, longestSample));
  const ranks = alphabets[charset]?.map((all) => new Set(all + all.toUpperCase().replace('Ÿ', '')));
  const isMixed = /[A-Za-z]{2}/.test(text) || (text.match(/[^\p{ASCII}]/gu)?.length ?? 0) < 2;
  let sum = 0;
  let count = 0;
  const letters: string[] = [];
  signs.forEach((sign, i) => {
    const before = signs[i - 1] ?? ' ';
    const after = signs[i + 1] ?? ' ';
    if (sign < '\x80') {
      if (before >= '\x80' && letter.test(before) && /[a-z]/i.test(sign)) sum -= ranks ? misplaced(before, sign) : 3;
      return;
    }
    count++;
    if (!/[\p{L}\p{M}]/u.test(sign))
      sum += ranks && isInPlace(sign, before, after) ? 1.8 : markSymbol(sign, before, after);
    else {
      if (ranks) letters.push(sign);
      const isAlone = !letter.test(before) && !letter.test(after);
      sum += ranks ? markLatin(before) : markLetter(sign, before, usualLetters[charset] ?? '');
      sum -= misplaced(before, sign, after, signs[i - 2] ?? ' ') + (/\d/.test(after) ? 1 : 0);
      if (isAlone && (ranks ? !word.test(sign) : isMixed)) sum -= ranks ? 3 : 2.3;
    }
  });
  if (ranks) sum += Math.max(...ranks.map((rank) => sumOf(letters, (sign) => (rank.has(sign) ? 2 : -2))));
  return count === 0 ? 0 : (sum - unspeakable(text)) / count;
}

/** Hardly any word has so many letters without a vowel. */
const unspeakable = (text: string): number =>
  sumOf(text.slice(0, longestSample).match(/\p{Script=Cyrillic}{4,60}|\p{Script=Thai}{5,60}/gu) ?? [], (found) =>
    /[аеёиоуыэюяіїєјะ-ฺเ-๎]/iu.test(found) ? 0 : 0.6 * found.length,
  );

const sumOf = <T>(items: T[], mark: (item: T) => number) => items.reduce((sum, item) => sum + mark(item), 0);

/** Capitals stand at the beginning of a word. */
function misplaced(before: string, sign: string, after = ' ', first = ' '): number {
  if (lower.test(sign)) return upper.test(before) && upper.test(first) ? 1.5 : 0;
  if (!upper.test(sign)) return 0;
  return lower.test(before) ? 3 : upper.test(before) && lower.test(after) ? 1.5 : 0;
}

/** Quotes, apostrophes and the like where writers put them say as much as a letter. */
function isInPlace(sign: string, before: string, after: string): boolean {
  const [follows, goesOn] = [/[\p{L}\p{N}.,!?…]/u.test(before), /[\p{L}\p{N}]/u.test(after)];
  if (/[’™®”»°]/u.test(sign)) return follows && (sign === '’' || !goesOn);
  if (/[„‘«]/u.test(sign)) return goesOn && !follows;
  return /[“…]/u.test(sign) && follows !== goesOn;
}

/** In a Latin script two letters with marks side by side are rare. */
const markLatin = (before: string): number => (before >= '\x80' && letter.test(before) ? -0.8 : 0);

function markLetter(sign: string, before: string, usual: string): number {
  if (!script.test(sign)) return -2;
  const shouts = upper.test(sign) && upper.test(before) ? 0.3 : 0;
  const mixes = /[A-Za-z]/.test(before) ? 3 : 0;
  // These letters are written at the end of a word only.
  const afterEnd = /[ςםןךףץ]/u.test(before) ? 2 : 0;
  const begins = never.test(sign) && !/[\p{L}\p{M}]/u.test(before) ? 2 : 0;
  return (usual.includes(sign.toLowerCase()) ? 1.8 : 0.3) - shouts - mixes - afterEnd - begins;
}

function markSymbol(sign: string, before: string, after: string): number {
  const insideWord = letter.test(before) && letter.test(after);
  if (fraction.test(sign)) return letter.test(before) || letter.test(after) ? -2 : 0.7;
  if (/[؛،؟®©™°§]/u.test(sign) && letter.test(after)) return -1.5;
  if (typographic.test(sign)) return insideWord ? (joins.test(sign) ? 0.3 : -3) : 0.7;
  return insideWord ? -3 : -1.5;
}

/** The mean mark of the bytes beyond ASCII. */
function markWide(text: string, charset: string): number {
  let sum = 0;
  let count = 0;
  for (const [sign, mark] of halfWidth(text)) {
    sum += mark;
    count += sign.length;
  }
  for (const sign of text.slice(0, longestSample).replace(/[\uff61-\uff9f]/gu, '')) {
    const code = sign.codePointAt(0) ?? 0;
    if (code < 0x80) continue;
    const width = code > 0xff_ff ? 4 : 2;
    count += width;
    sum += width * markCharacter(sign, charset);
  }
  return count === 0 ? 0 : sum / count + 0.05;
}

function markCharacter(sign: string, charset: string): number {
  const isJapanese = charset === 'shift_jis' || charset === 'euc-jp';
  if (/[\u3040-\u30ff]/u.test(sign)) return isJapanese ? 1.8 : -0.5;
  if (/[\uac00-\ud7a3]/u.test(sign)) return charset !== 'euc-kr' ? -1 : usualCharacters[charset]?.has(sign) ? 2.2 : 0.5;
  if (/[\u3000-\u303f\uff01-\uff5e]/u.test(sign)) return 1;
  if (!/\p{Script=Han}/u.test(sign)) return /[\ue000-\uf8ff]/u.test(sign) ? -3 : -0.7;
  if (charset === 'euc-kr') return -0.7;
  const isUsual = usualCharacters[isJapanese ? 'big5' : charset]?.has(sign);
  if (isJapanese) return isUsual ? 0.9 : 0.3;
  return isUsual ? 2.2 : 0.3;
}

const kana = /[\uff61-\uff9f]{1,200}/gu;
/** A mark of sound without the sound that it changes, or what no word begins with. */
const odd =
  /(?<![\uff73\uff76-\uff84\uff8a-\uff8e])\uff9e|(?<![\uff8a-\uff8e])\uff9f|(?<![\uff62\uff66-\uff9f])[\uff67-\uff70\uff9d]/gu;

/**
 * The runs of half-width katakana, each with the sum of its marks: single ones and such beside letters are other sets'.
 */
function* halfWidth(text: string): Generator<[string, number]> {
  for (const { 0: run, index } of text.slice(0, longestSample).matchAll(kana)) {
    const besideLetters = /[A-Za-z]/.test((text[index - 1] ?? '') + (text[index + run.length] ?? ''));
    const sounds = run.replace(/[\uff61-\uff65]/gu, '').length;
    if (besideLetters || sounds < 2) yield [run, -1.5 * run.length];
    else yield [run, 1.5 * run.length - 2.5 * ((run.match(odd)?.length ?? 0) + unpaired(run))];
  }
}

const unpaired = (run: string): number => Math.abs(run.split('\uff62').length - run.split('\uff63').length);
