import { forwardMarkers, originalMarkers, quotedFields, wroteVerbs } from './quote-words.js';

/** A line of a mail's text, or a block of its markup. */
export interface MailLine {
  text: string;
  /** Marked as quoted by the program that wrote it: a leading `>` or a quoting element. */
  quoted: boolean;
  /** Marked as the beginning of history that runs to the end. */
  history: boolean;
}

const maxLines = 20_000;
const either = (words: string[]) =>
  words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[()]/g, '\\$&'))
    .join('|');
const label = (words: string[]) => new RegExp(`^[\\s>*]{0,9}(?:${either(words)})[\\s*]{0,9}[:：]`, 'iu');
const fields = {
  from: label(quotedFields.from),
  rest: [label(quotedFields.date), label(quotedFields.to), label(quotedFields.subject)],
};
const original = new RegExp(
  `^[\\s>*]{0,9}[-_=—]{2,40}\\s{0,5}(?:${either(originalMarkers)})\\s{0,5}[:：]?\\s{0,5}[-_=—]{2,40}`,
  'iu',
);
const forwarded = new RegExp(either(forwardMarkers), 'iu');
const wrote = new RegExp(either(wroteVerbs), 'iu');

/**
 * Where the quoted history of an answer begins; -1 when there is none or nothing would be left. Linear in its input.
 */
export function findQuote(all: MailLine[]): number {
  const lines = all.slice(0, maxLines).map((line) => ({ ...line, text: plain(line.text) }));
  const start = startOfHistory(lines);
  if (
    start < 0 ||
    forwarded.test(
      lines
        .slice(start, start + 3)
        .map((line) => line.text)
        .join(' '),
    )
  )
    return -1;
  return lines.slice(0, start).some((line) => line.text !== '') ? start : -1;
}

function startOfHistory(lines: MailLine[]): number {
  const trailing = trailingQuote(lines);
  const introduction = lines.findIndex(
    (line, i) =>
      line.history ||
      (!line.quoted && (original.test(line.text) || isHeaderBlock(lines, i) || isOpenAttribution(lines, i))),
  );
  if (introduction >= 0 && (trailing < 0 || introduction < trailing)) return withRule(lines, introduction);
  return trailing;
}

/** The quoted lines at the end of the mail, with their introduction. Answers between quotes are not folded. */
function trailingQuote(lines: MailLine[]): number {
  let start = -1;
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i];
    if (line?.quoted) start = i;
    else if (line?.text !== '') break;
  }
  if (start < 0) return -1;
  return aboveBlanks(lines, start, (i) => attributionAt(lines, i)) ?? start;
}

function aboveBlanks(lines: MailLine[], start: number, begins: (index: number) => number | null): number | null {
  let end = start - 1;
  while (end >= 0 && lines[end]?.text === '') end--;
  for (let i = Math.max(0, end - 2); i <= end; i++) {
    if (begins(i) === end) return i;
  }
  return null;
}

/** Index of the last line of an attribution ("On …, Ann wrote:") of up to three lines that begins here; else null. */
function attributionAt(lines: MailLine[], index: number): number | null {
  let text = '';
  for (let i = index; i < Math.min(index + 3, lines.length); i++) {
    const part = lines[i]?.text ?? '';
    if (part === '' || text.length + part.length > 400) return null;
    text += ` ${part}`;
    if (isAttribution(text)) return i;
  }
  return null;
}

function isAttribution(text: string): boolean {
  if (!/[:：]$/u.test(text) || !/\p{Nd}|@/u.test(text)) return false;
  if (/[>〉)\]"][:：]$/u.test(text)) return /@/.test(text) && /\p{Nd}/u.test(text);
  return wrote.test(text);
}

/** An attribution before an unmarked quote. Requires a time and an address, since prose may also end in "wrote:". */
function isOpenAttribution(lines: MailLine[], index: number): boolean {
  const end = attributionAt(lines, index);
  if (end === null) return false;
  const next = lines.slice(end + 1, end + 30).find((line) => line.text !== '');
  if (!next || next.quoted) return false;
  const text = lines
    .slice(index, end + 1)
    .map((line) => line.text)
    .join(' ');
  return /\S@\S/.test(text) && /\p{Nd}{1,4}[^\p{Nd}]{1,3}\p{Nd}/u.test(text);
}

function isHeaderBlock(lines: MailLine[], index: number): boolean {
  if (!fields.from.test(lines[index]?.text ?? '')) return false;
  const following = lines.slice(index + 1, index + 9).map((line) => line.text);
  return fields.rest.filter((field) => following.some((text) => field.test(text))).length >= 2;
}

/** A rule drawn above the header of the quoted mail belongs to it. */
function withRule(lines: MailLine[], index: number): number {
  let above = index - 1;
  while (above >= 0 && lines[above]?.text === '') above--;
  const text = lines[above]?.text ?? '';
  return original.test(text) || forwarded.test(text) || /^[-_=—\s]{5,}$/.test(text) ? above : index;
}

/** Normalises a line for comparison: truncated, without direction marks. */
const plain = (text: string): string =>
  text
    .slice(0, 500)
    .replace(/[\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
    .replace(/\u00A0/gu, ' ')
    .trim();

/** Lines of a plain text. */
export const textLines = (text: string): MailLine[] =>
  text.split('\n').map((line) => ({ text: line, quoted: /^\s{0,3}>/.test(line), history: false }));
