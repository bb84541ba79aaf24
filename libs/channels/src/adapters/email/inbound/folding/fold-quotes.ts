import { hasAnswersWithin } from './answers-within.js';
import { type Attribution, findAttributions, mentionsMail } from './find-attributions.js';
import { answersInColour } from './find-ink.js';
import { mayBeHistory } from './find-doubts.js';
import { type Letter, type Part, grouped, isHistory, saidIn, wordsBelow } from './group-parts.js';
import { type MailLine, firstInk, hasInk, lastInk, unmarked } from './mail-line.js';
import { namesAddress } from './own-address.js';
import { type Heading, headingAt, isForwardMark, isOriginalMark } from './read-heading.js';

export interface Fold {
  /** Whether each line is history. */
  hidden: boolean[];
  /** Whether a colour may mark answers between lines of history. */
  isMixed?: boolean;
  /** Whether nothing in sight can be the words of an earlier mail. */
  isSurelyNew: boolean;
}

const maxLines = 20_000;
const anAnswer: Letter = { subject: { kind: 'answer', base: '' }, address: '' };

/** Separates the history that an answer quotes from its sender's own words. What is not surely history stays. */
export function foldQuotes(all: MailLine[], letter = anAnswer): Fold {
  const lines = all.slice(0, maxLines).map((line) => ({ ...line, text: plain(line.text) }));
  const reader = new PartReader(lines, letter);
  const groups = grouped(reader.parts(), lines);
  const hidden = all.map(() => false);
  const said = letter.subject.kind === 'forward' ? 'nothing' : saidIn(lines, groups, letter);
  const kept = groups.filter((_, i) => !isHistory(lines, groups, i, letter, said));
  for (const { start, end, kind } of groups.filter((group) => !kept.includes(group)))
    hidden.fill(true, start, kind === 'rest' ? hidden.length : end);
  if (hasAnswersWithin(lines, hidden, letter)) return { hidden: all.map(() => false), isSurelyNew: false };
  const mixed = answersInColour(lines, hidden, letter.subject.base);
  if (mixed >= 0)
    return { hidden: hidden.map((isHidden, i) => isHidden && i < mixed), isMixed: true, isSurelyNew: false };
  const last = groups.at(-1);
  const seen = lines.filter((_, i) => !hidden[i]);
  const hasDoubt = reader.hasDoubt || (letter.subject.kind !== 'new' && mayBeHistory(seen)) || namesUs(seen, letter);
  const isSurelyNew = !kept.length && !hasDoubt && !(last && wordsBelow(lines, last));
  return { hidden, isSurelyNew };
}

/** Reads a mail's lines from above into parts; between them are the sender's own words. */
class PartReader {
  /** Whether something that may introduce a quote is in sight. */
  hasDoubt = false;
  private readonly attributions: Map<number, Attribution>;

  constructor(
    private readonly lines: MailLine[],
    private readonly letter: Letter,
  ) {
    this.attributions = findAttributions(lines);
  }

  parts(): Part[] {
    const parts: Part[] = [];
    for (let i = 0; i < this.lines.length; i++) {
      const part = this.partAt(i);
      if (!part) continue;
      parts.push({ ...part, start: withRule(this.lines, part.start) });
      i = part.end - 1;
    }
    return parts;
  }

  private partAt(start: number): Part | null {
    const line = this.lines[start]!;
    if (line.quoted && !line.history) return this.quoteAt(start);
    const heading = headingAt(this.lines, start, this.letter.subject.base);
    this.hasDoubt ||= !heading && isOriginalMark(line.text);
    if (heading) return this.belowHeading(start, heading);
    return (line.lead && this.belowLead(start)) || this.belowAttribution(start);
  }

  private belowHeading(start: number, heading: Heading): Part {
    if (!this.isAnswered(heading)) {
      this.hasDoubt ||= heading.kind === 'notes';
      return { start, end: this.lines.length, kind: 'shown', introduced: 'no' };
    }
    const next = firstInk(this.lines, heading.end + 1);
    const body = firstInk(this.lines, (this.attributions.get(next)?.end ?? heading.end) + 1);
    return this.marked(start, body, 'surely') ?? { start, end: this.lines.length, kind: 'rest', introduced: 'surely' };
  }

  /** Forwards look the same as answers in some programs: then the subject decides, or whose mail it is. */
  private isAnswered({ kind, from, isMarked }: Heading): boolean {
    if (kind === 'forward') return false;
    // Its labels stand in the letters that people write, too: only our address says that it is above a mail of ours.
    if (kind === 'notes') return namesAddress(from, this.letter.address);
    // A program leaves the address out of an answer, and into a forward.
    const isUnnamed = isMarked && !from.includes('@');
    return kind === 'answered' || this.isAnswer() || isUnnamed || namesAddress(from, this.letter.address);
  }

  private belowLead(start: number): Part | null {
    const body = this.lines.slice(start, start + 6).findIndex((line) => line.quoted || line.indented);
    return body > 0 ? this.marked(start, start + body, 'surely') : null;
  }

  private belowAttribution(start: number): Part | null {
    const attribution = this.attributions.get(start);
    if (!attribution) return null;
    const introduced = attribution.kind === 'named' ? 'perhaps' : 'surely';
    const body = firstInk(this.lines, attribution.end + 1);
    const found =
      (this.mayFold(attribution, body) && this.marked(start, body, introduced)) ||
      (this.isAnswer() && introduced === 'surely' && this.tabled(start, attribution.end)) ||
      (this.isOpen(attribution, body) && { start, end: this.lines.length, kind: 'rest', introduced });
    if (found) return found;
    this.hasDoubt ||= attribution.kind !== 'named';
    return null;
  }

  private isAnswer(): boolean {
    return this.letter.subject.kind === 'answer';
  }

  /** In a mail that answers nothing only marked lines are a quote, unless the line above says that we wrote. */
  private mayFold(attribution: Attribution, body: number): boolean {
    const text = this.textOf(attribution);
    const isMarked = this.isAnswer() || this.lines[body]?.quoted === true;
    return namesAddress(text, this.letter.address) || (isMarked && this.mayBeOurs(text));
  }

  /** A mail that answers nothing quotes us, or a person without an address; a form names there who filled it in. */
  private mayBeOurs(text: string): boolean {
    return this.isAnswer() || !text.includes('@') || namesAddress(text, this.letter.address);
  }

  /** Whether what follows is history without a mark: only in an answer, below a line that says that we wrote. */
  private isOpen(attribution: Attribution, body: number): boolean {
    const isOurs = namesAddress(this.textOf(attribution), this.letter.address);
    return this.isAnswer() && attribution.isOpen && isOurs && body < this.lines.length;
  }

  private textOf({ start, end }: Attribution): string {
    return this.lines
      .slice(start, end + 1)
      .map((line) => line.text)
      .join('');
  }

  /**
   * Some programs put what they quote into a table of its own; those that put the line above it there too give the
   * quote a single row, since an answer may be in another.
   */
  private tabled(start: number, attributionEnd: number): Part | null {
    const { tables = 0, opensTable } = this.lines[start]!;
    const first = this.lines[firstInk(this.lines, attributionEnd + 1)];
    const { tables: below = 0, opensTable: isOther = false, row = 0 } = first ?? {};
    const isWithin = opensTable === true && !isOther && below === tables;
    if (!first || !(isWithin || (isOther && below > tables))) return null;
    const end = this.tableEnd(attributionEnd + 1, below);
    const hasRow = this.lines
      .slice(attributionEnd + 1, end)
      .some((line) => line.tables === below && line.row !== row && hasInk(line));
    return isWithin && hasRow ? null : { start, end, kind: 'marked', introduced: 'surely' };
  }

  private tableEnd(from: number, depth: number): number {
    const first = firstInk(this.lines, from);
    const after = this.lines.findIndex((line, i) => i > first && hasInk(line) && isOutside(line, depth));
    return lastInk(this.lines, after < 0 ? this.lines.length : after) + 1;
  }

  private marked(start: number, body: number, introduced: Part['introduced']): Part | null {
    const line = this.lines[body];
    if (!line?.quoted && !line?.indented) return null;
    return { start, end: this.runEnd(body, true), kind: 'marked', introduced };
  }

  /** A quote without a word above it; it may begin with the attribution or heading of its own. */
  private quoteAt(start: number): Part {
    const end = this.runEnd(start, false);
    const inner = this.lines.slice(start, Math.min(end, start + 12)).map(unmarked);
    const first = firstInk(inner, 0);
    const isForward = inner.slice(first, first + 3).some((line) => isForwardMark(line.text));
    const heading = inner[first] ? headingAt(inner, first, this.letter.subject.base) : null;
    if (isForward || (heading && !this.isAnswered(heading))) return { start, end, kind: 'shown', introduced: 'no' };
    const isIntroduced = heading !== null || findAttributions(inner.slice(first, first + 5)).has(0);
    const above = this.lines[lastInk(this.lines, start)];
    const isAnnounced = mentionsMail(above) && this.mayBeOurs(above!.text);
    const introduced = isIntroduced || this.lines[start]!.sure || isAnnounced ? 'surely' : 'no';
    return { start, end, kind: 'marked', introduced };
  }

  private runEnd(start: number, indented: boolean): number {
    let end = start;
    for (let i = start; i < this.lines.length; i++) {
      const line = this.lines[i]!;
      if (line.quoted || (indented && line.indented)) end = i + 1;
      else if (hasInk(line) || line.pictured) break;
    }
    return end;
  }
}

const namesUs = (seen: MailLine[], { address }: Letter): boolean =>
  seen.some((line) => namesAddress(line.text, address));

const isOutside = ({ tables = 0, opensTable = false }: MailLine, depth: number): boolean =>
  tables < depth || (tables === depth && opensTable);

/** A rule drawn above the quoted mail belongs to it. */
function withRule(lines: MailLine[], start: number): number {
  const above = lastInk(lines, start);
  const from =
    Math.max(
      above,
      lines.slice(0, start).findLastIndex((line) => line.pictured),
    ) + 1;
  const drawn = lines.slice(from, start).findIndex((line) => line.rule);
  if (drawn >= 0) return from + drawn;
  return /^[-_=—–\s]{5,}$/u.test(lines[above]?.text ?? '') ? above : start;
}

/** Normalises a line for comparison: truncated, without direction marks. */
const plain = (text: string): string =>
  text
    .slice(0, 500)
    .replace(/[\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
    .replace(/[\u00A0\u202F\u3000]/gu, ' ')
    .trim();
