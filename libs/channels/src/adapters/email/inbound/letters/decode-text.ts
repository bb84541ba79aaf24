import { charsetOf, decodeLoosely, decodeStrictly } from './charsets.js';
import { guessCharset } from './guess-charset.js';

/** What a mail says about the set of letters of some of its bytes. */
export interface CharsetHints {
  /** The set that is declared for these bytes. */
  declared?: string | undefined;
  /** The set that the markup itself names. */
  meta?: string | undefined;
  /** Sets that the mail names elsewhere. */
  likely?: readonly string[];
}

/**
 * Decodes text as mail programs do: by the declared set, that of the markup, as UTF-8 where it is valid, else by what
 * reads best. Never throws.
 */
export function decodeText(bytes: Uint8Array, { declared = '', meta = '', likely = [] }: CharsetHints = {}): string {
  const named = [charsetOf(declared), charsetOf(meta)].filter((name) => name !== undefined);
  const mark = markedUtf16(bytes);
  if (mark) return decodeLoosely(bytes, mark);
  const ascii = isAscii(bytes);
  if (ascii) return decodeSevenBit(bytes, named[0]);
  const utf8 = decodeStrictly(bytes, 'utf-8');
  // No text in Latin-1 happens to be valid UTF-8, but many programs declare the one and write the other.
  if (utf8 !== null && (named.length === 0 || named[0] === 'windows-1252')) return utf8;
  for (const name of named) {
    const text = decodeStrictly(bytes, name);
    if (text !== null) return text;
  }
  if (utf8 !== null) return utf8;
  if (isNearlyUtf8(bytes) || (named[0] === 'utf-8' && isCutUtf8(bytes))) return decodeLoosely(bytes, 'utf-8');
  const wide = named.find((name) => /^(?:gb18030|big5|shift_jis|euc-|iso-2022)/.test(name));
  return wide ? nearest(bytes, wide, likely) : decodeLoosely(bytes, guessCharset(bytes, [...named, ...likely]));
}

const isAscii = (bytes: Uint8Array): boolean => !bytes.some((byte) => byte > 0x7f);

/** Some sets are written without a byte beyond ASCII; one of them is in use without being declared. */
function decodeSevenBit(bytes: Uint8Array, named: string | undefined): string {
  const escaped = Buffer.from(bytes).includes('\x1b$');
  if (named && /^(?:iso-2022|hz-|utf-7)/.test(named)) return decodeLoosely(bytes, named);
  return escaped ? decodeLoosely(bytes, 'iso-2022-jp') : Buffer.from(bytes).toString('latin1');
}

/** A text of a set of several bytes with a broken character keeps its set, unless much of it is broken. */
function nearest(bytes: Uint8Array, named: string, likely: readonly string[]): string {
  const text = decodeLoosely(bytes, named);
  const broken = text.split('\uFFFD').length - 1;
  return broken * 20 <= text.length ? text : decodeLoosely(bytes, guessCharset(bytes, likely));
}

function markedUtf16(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** A text that was joined from two, or of which a character is broken, is UTF-8 still. */
function isNearlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, 100_000));
  const broken = text.split('\uFFFD').length - 1;
  return broken > 0 && (text.match(/[\u0080-\u{10FFFF}]/gu)?.length ?? 0) - broken > 8 * broken;
}

/** Whether only its last character was cut, below others beyond ASCII. */
function isCutUtf8(bytes: Uint8Array): boolean {
  const whole = bytes.subarray(
    0,
    bytes.findLastIndex((byte) => byte >= 0xc2),
  );
  return bytes.length - whole.length < 4 && !isAscii(whole) && decodeStrictly(whole, 'utf-8') !== null;
}

// An encoded word may hold what it should not: blanks, question marks, raw bytes; never the beginning of another.
const word = /=\?([^?\s]{1,60})\?([bq])\?((?:[^?=]|=(?!\?[^=\s])|\?(?!=)){0,8000})\?=/gi;
const gap = /(\?=)[ \t]+(?==\?[^?\s]{1,60}\?[bq]\?)/gi;

/**
 * Decodes encoded words (RFC 2047). Joins adjacent ones of one character set first, since some programs split
 * characters.
 */
export function decodeWords(value: string): string {
  const joined = value.replace(gap, '$1');
  const runs: { charset: string; bytes: Buffer[]; before: string }[] = [];
  let end = 0;
  for (const match of joined.matchAll(word)) {
    const charset = (match[1] ?? '').split('*')[0]?.toLowerCase() ?? '';
    const bytes = wordBytes(match[2] ?? '', match[3] ?? '');
    const last = runs.at(-1);
    if (last && match.index === end && last.charset === charset) last.bytes.push(bytes);
    else runs.push({ charset, bytes: [bytes], before: joined.slice(end, match.index) });
    end = match.index + match[0].length;
  }
  return runs.map((run) => run.before + decodeRun(run.bytes, run.charset)).join('') + joined.slice(end);
}

/** Words of UTF-7 are each complete; those of other sets may share a character. */
const decodeRun = (words: Buffer[], declared: string): string =>
  charsetOf(declared) === 'utf-7'
    ? words.map((bytes) => decodeText(bytes, { declared })).join('')
    : decodeText(Buffer.concat(words), { declared });

function wordBytes(encoding: string, body: string): Buffer {
  if (encoding.toLowerCase() === 'b') return Buffer.from(body, 'base64');
  const binary = Buffer.from(body, 'utf8').toString('latin1').replaceAll('_', ' ');
  return Buffer.from(
    binary.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** Reads a header field's bytes, one a sign: raw ones are invalid but common, also inside of encoded words. */
export function decodeField(binary: string, likely: readonly string[]): string {
  if (!/[\x80-\xff]|\x1b\$/.test(binary)) return binary;
  const escaped = binary.replace(word, (whole, charset: string, encoding: string, body: string) =>
    encoding.toLowerCase() === 'q' ? `=?${charset}?Q?${body.replace(/[\x80-\xff]/g, quoted)}?=` : whole,
  );
  const bytes = Buffer.from(escaped, 'latin1');
  const named = likely[0] && decodeStrictly(bytes, likely[0]);
  return decodeStrictly(bytes, 'utf-8') === null && named ? named : decodeText(bytes, { likely });
}

const quoted = (sign: string): string => `=${sign.charCodeAt(0).toString(16).padStart(2, '0')}`;
