import { mentionsMail } from './find-attributions.js';
import { type MailLine, either, firstInk } from './mail-line.js';
import { fieldNamed, squeeze } from './header-fields.js';
import { formLabels, forwardMarkers, originalMarkers, plainDates, repliedMarkers } from './quote-words.js';
import { readSubject } from './mail-subject.js';
import { notesHeaderAt } from './read-columns.js';

/** What a mail program puts above a mail that it answers or forwards. */
export interface Heading {
  /** `answered` where it says so itself; `either` when only the subject decides; `notes` in a form of Notes' own. */
  kind: 'forward' | 'answered' | 'either' | 'notes';
  /** Its last line. */
  end: number;
  /** The line that names the author; what follows the heading when none does. */
  from: string;
  /** In an element that programs make, rather than fields or a rule in the text, which people also write. */
  isMarked: boolean;
}

const rule = String.raw`[-_=—–*~\s]`;
const between = (words: string[], least: number) =>
  new RegExp(
    String.raw`^[\s>|]{0,9}[-_=—–*~]{${least},60}\s{0,5}(?:${either(words)})\s{0,5}[:：]?${rule}{${least},60}`,
    'iu',
  );
const original = between(originalMarkers, 1);
const replied = between(repliedMarkers, 1);
const forwarded = new RegExp(either(forwardMarkers), 'iu');
const opening = /^[\s>|]{0,9}[-_=—–*~]{3}/u;
const field = /^[\s>*|]{0,9}([^:：|*\n]{1,28}?)[\s*]{0,6}[:：|][\s*]{0,6}(.{0,300})/u;
/** Labels of a day, of a mail or of anything else. */
const dates = new Set(plainDates.map((label) => squeeze(label)));
const ofForms = new Set(formLabels.map((label) => squeeze(label)));
const mostLines = 16;
const mostBetween = 2;
const longestLabel = 28;

/** Whether a line is the heading of a forward: words between rules, or such words and a colon alone. */
export const isForwardMark = (text: string): boolean =>
  text.length <= 120 && (opening.test(text) || (text.length <= 60 && /[:：]$/u.test(text))) && forwarded.test(text);

/** Whether a line is what programs put above the mail that they answer: "-----Original Message-----". */
export const isOriginalMark = (text: string): boolean => original.test(text);

/** The heading that begins at a line, with the fields below it; null when none does. */
export function headingAt(lines: MailLine[], index: number, subject: string): Heading | null {
  const { text, history, drawn } = lines[index]!;
  if (isForwardMark(text)) return { kind: 'forward', end: index, from: '', isMarked: true };
  const below = drawn ? firstInk(lines, index, Math.min(index + mostLines, lines.length)) : index;
  const isDrawn = drawn === true && lines[below] !== undefined && fieldOf(labelled(lines[below])) !== undefined;
  const marked = history || isDrawn || isOriginalMark(text);
  const at = marked ? firstInk(lines, index + (isOriginalMark(text) ? 1 : 0)) : index;
  const block = blockAt(lines, at, subject);
  if (!marked) {
    const found = block ?? notesHeaderAt(lines, at);
    return found && { kind: block ? 'either' : 'notes', ...found, isMarked: false };
  }
  // Words between rules alone may be the sender's own; a program puts a field, an attribution or a quote below them.
  if (!block && !history && !isDrawn && !replied.test(text) && !isBegun(lines.slice(at, at + 4))) return null;
  const isForward = lines.slice(at, at + 3).some((line) => isForwardMark(line.text));
  const kind = isForward ? 'forward' : replied.test(text) ? 'answered' : 'either';
  const from = lines.slice(at, at + 4).map((line) => line.text);
  return { kind, ...(block ?? { end: index, from: from.join(' ') }), isMarked: history === true || isDrawn };
}

const isBegun = (lines: MailLine[]): boolean =>
  lines.some((line) => line.quoted || fieldOf(labelled(line)) !== undefined || mentionsMail(line));

/** The fields of a quoted header that begin at a line: at least three, one of them the author's. */
function blockAt(lines: MailLine[], index: number, subject: string): Pick<Heading, 'end' | 'from'> | null {
  if (!lines[index] || !field.test(labelled(lines[index]))) return null;
  const seen = new Map<string, string>();
  const traits = new Set<string>();
  let end = index;
  let between = 0;
  let last: string | undefined;
  for (let i = index; i < Math.min(index + mostLines, lines.length) && between <= mostBetween; i++) {
    if (lines[i]!.quoted !== lines[index]!.quoted) break;
    const written = labelled(lines[i]!);
    const [, label, value = ''] = field.exec(written) ?? [];
    const name = fieldOf(written);
    if (i === index && !name && !subject) return null;
    if (!label) {
      if (last === 'from' && between === 0) seen.set('from', `${seen.get('from')} ${lines[i]!.text}`);
      between += lines[i]!.text === '' && lines[i - 1]?.text !== '' ? 0.5 : 1;
      continue;
    }
    const before = traits.size;
    for (const trait of traitsOf(value, subject)) traits.add(trait);
    if (name && !seen.has(name)) seen.set(name, written);
    if (name === 'date' && !dates.has(squeeze(label))) traits.add('sent');
    if (name || traits.size > before) end = i;
    last = name;
    between = 0;
  }
  const isKnown = seen.size >= 3 && seen.has('from') && (traits.has('date') || seen.has('subject'));
  // People too write "From: …, to: …, date: …", of a journey or a person.
  const isOfMail = seen.size === 4 || traits.has('address') || traits.has('sent');
  // A language that is not known here: its fields still hold a time, an address and this mail's own subject.
  const isLike = ['date', 'address', 'subject'].every((trait) => traits.has(trait));
  const isOfProgram = seen.size >= 3 ? isKnown && isOfMail : isLike;
  return isOfProgram && !isForm(lines.slice(index, end + 2), seen)
    ? { end, from: seen.get('from') ?? lines[index]!.text }
    : null;
}

/** Whether fields are those of a form, such as people paste: it has other labels too, and often no recipient. */
function isForm(lines: MailLine[], seen: Map<string, string>): boolean {
  const labels = lines.map((line) => field.exec(labelled(line))?.[1]).filter((label) => label !== undefined);
  if (labels.some((label) => ofForms.has(squeeze(label)))) return true;
  return seen.size >= 3 && !seen.has('to') && labels.slice(0, -1).some((label) => fieldNamed(label) === undefined);
}

/** A row of a table has its label in the first cell, without a colon in some programs. */
const labelled = ({ text, cell }: MailLine): string =>
  cell && cell.length <= longestLabel && !/[:：|]/u.test(cell) && text.startsWith(cell)
    ? `${cell}:${text.slice(cell.length)}`
    : text;

/** Which field of a header a line is, if any. */
function fieldOf(text: string): string | undefined {
  const label = field.exec(text)?.[1];
  return label === undefined ? undefined : fieldNamed(label);
}

function* traitsOf(value: string, subject: string): Generator<string> {
  if (/\p{Nd}{1,2}\D{1,12}\p{Nd}/u.test(value)) yield 'date';
  if (/\S@\S/.test(value)) yield 'address';
  if (subject.length > 2 && readSubject(value).base === subject) yield 'subject';
}
