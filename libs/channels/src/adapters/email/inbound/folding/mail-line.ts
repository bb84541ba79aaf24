/** A line of a mail's text, or a block of its markup. */
export interface MailLine {
  text: string;
  /** Marked as quoted by the program that wrote it: a leading `>` or a quoting element. */
  quoted: boolean;
  /** Marked as the beginning of history that runs to the end. */
  history: boolean;
  /** Below a rule as Outlook draws it, which is also one of Word's borders. */
  drawn?: boolean;
  /** A rule drawn by markup. */
  rule?: boolean;
  /** Marked as the beginning of the line that introduces a quote. */
  lead?: boolean;
  /** In an element that holds nothing but history. */
  sure?: boolean;
  /** In an element that people indent with and some programs quote with. */
  indented?: boolean;
  /** Shows a picture outside of all elements that quote. */
  pictured?: boolean;
  /** How many tables enclose it. */
  tables?: number;
  /** The first line of its table. */
  opensTable?: boolean;
  /** Its row, counted over all tables. */
  row?: number;
  /** The colours of its words besides links; `plain` for those of the page. */
  inks?: string[];
  /** The first cell of a table's row that has more: the label of a field, in some programs without a colon. */
  cell?: string;
}

/** Whether a line has text. */
export const hasInk = (line: MailLine | undefined): boolean => line !== undefined && line.text !== '';

/** Index of the first line from `index` on that has text; `end` when none has. */
export function firstInk(lines: MailLine[], index: number, end = lines.length): number {
  let i = index;
  while (i < end && !hasInk(lines[i])) i++;
  return i;
}

/** Index of the last line before `index` that has text, or -1. */
export function lastInk(lines: MailLine[], index: number): number {
  let i = index - 1;
  while (i >= 0 && !hasInk(lines[i])) i--;
  return i;
}

const marks = /^(?:\s{0,3}[>＞])+ ?/u;

/** A quoted line without the marks of its depth. */
export const unmarked = (line: MailLine): MailLine => ({ ...line, text: line.text.replace(marks, ''), quoted: false });

/**
 * Lines of a plain text. A line that begins with `>` is quoted, unless the one above ends within an address in angle
 * brackets.
 */
export const textLines = (text: string): MailLine[] =>
  text.split('\n').map((line, i, all) => ({
    text: line,
    quoted: mark.test(line) && !(closesAddress.test(line) && opensAddress(all[i - 1] ?? '')),
    history: false,
  }));

const mark = /^\s{0,3}(?:>|＞|[A-Z]{1,3}> )/u;
const closesAddress = /^\s{0,3}>\s?(?:\S{1,20}(?: \S{1,20})?\s?)?[:：]\s*$/u;
// Look at the last bracket only, since no other can be open: to try each costs too much where there are many `@`.
const opensAddress = (line: string): boolean => {
  const begun = line.slice(line.lastIndexOf('<')).trimEnd();
  return begun.startsWith('<') && !/^\s{0,3}[>＞]/u.test(line) && begun.includes('@') && !/[>\s]/.test(begun);
};

/** A regular expression of any of these words, the longest first. */
export const either = (words: string[]): string =>
  words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[()]/g, String.raw`\$&`))
    .join('|');
