import { isName } from './find-attributions.js';
import { fieldNamed, squeeze } from './header-fields.js';
import { type MailLine, hasInk } from './mail-line.js';
import { date, digits, time } from './open-line.js';

/** Where a header that Notes wrote ends, and the words that name its author. */
export interface NotesHeader {
  end: number;
  from: string;
}

const mostLines = 14;
const mostBoxed = 40;
const author = /^["']?([^<>@:"]{0,60}?)["']?\s?<?[^\s<>@"]+@[^\s<>]{0,100}>?(?:\s{2,}\S.{0,60})?$/u;
const addressAlone = /^<[^\s<>@]+@[^\s<>]{0,100}>?(?:\s{2,}\S.{0,60})?$/u;
/** A label stands alone in its line, or at the end of the column beside it. */
const label = /(?<=^|\s{2}|\t)(\S{1,20}(?: \S{1,20})?)$/u;
const subjects = new Set(['thema', 'oggetto', 'objet']);
const top = /^\|-{5,}>$/u;
const boxed = /^\|\s?([^|:：]{1,28}?)\s?[:：]\s{0,40}\|$/u;

/** The header that Notes puts above a mail that it answers, in the two forms of its own. */
export const notesHeaderAt = (lines: MailLine[], index: number): NotesHeader | null =>
  columnsAt(lines, index) ?? boxesAt(lines, index);

/**
 * Two columns: the author and the time at the left, at the right labels without a colon, with the values beside or
 * below them. It begins with the last address above the labels: what stands above that may be the sender's own.
 */
function columnsAt(lines: MailLine[], index: number): NotesHeader | null {
  const named = addressAlone.test(lines[index + 1]?.text ?? '') && isName(lines[index]!.text);
  const addressed = named ? index + 1 : index;
  if (!named && !isName(author.exec(lines[index]!.text)?.[1], true)) return null;
  const within = lines.slice(addressed, addressed + mostLines);
  const to = within.findIndex((line) => labelled(line) === 'to');
  if (to < 0) return null;
  const subject = within.findIndex((line, i) => i > to && labelled(line) === 'subject');
  if (subject < 0 || within.slice(1, to).some(({ text }) => text.includes('@'))) return null;
  if (within.slice(0, subject).some((line) => line.quoted !== lines[index]!.quoted)) return null;
  const words = digits(
    within
      .slice(0, subject)
      .map(({ text }) => text)
      .join(' '),
  );
  if (!date.test(words) || !time.test(words)) return null;
  const value = within.findIndex((line, i) => i > subject && hasInk(line));
  const end = addressed + (within[subject]!.cell === undefined && value > 0 ? value : subject);
  // Notes wraps an address where its column ends.
  const from = lines.slice(index, addressed + 2).map(({ text }) => text);
  return { end, from: `${from.join(' ')} ${from.join('')}` };
}

function labelled({ text, cell }: MailLine): string | undefined {
  const found = cell ?? label.exec(text)?.[1];
  if (found === undefined) return undefined;
  return fieldNamed(found) ?? (subjects.has(squeeze(found)) ? 'subject' : undefined);
}

/** Boxes drawn of signs, one around each label and one around its value. */
function boxesAt(lines: MailLine[], index: number): NotesHeader | null {
  if (!top.test(lines[index]!.text)) return null;
  const within = lines.slice(index, index + mostBoxed);
  const names = within.map(({ text }) => fieldNamed(boxed.exec(text)?.[1] ?? ''));
  const from = names.indexOf('from');
  if (from < 0 || !names.includes('date') || !names.includes('subject')) return null;
  const end = index + names.findLastIndex((name) => name !== undefined);
  const value = lines.slice(index + from + 1, index + from + 4).map(({ text }) => text);
  return { end, from: `${value.join(' ')} ${value.join('')}` };
}
