import { findAttributions } from './find-attributions.js';
import { type MailLine, hasInk, lastInk } from './mail-line.js';
import { headingAt } from './read-heading.js';

/**
 * From where on answers may stand among the lines that would fold, marked by a colour only, with the line that the
 * first of them answers; -1 when there are none. A quoted mail in one colour has its author's; a second one in it may
 * be of who answers.
 */
export function answersInColour(all: MailLine[], hidden: boolean[], subject: string): number {
  if (!all.some(({ inks = [] }, i) => hidden[i] && inks.some((ink) => ink !== 'plain'))) return -1;
  const lines = all.map((line) => ({ ...line, quoted: false }));
  const attributions = findAttributions(lines);
  const endOfHeading = (at: number): number | undefined =>
    hasInk(lines[at]) ? (attributions.get(at)?.end ?? headingAt(lines, at, subject)?.end) : undefined;

  for (let begin = hidden.indexOf(true), end; begin >= 0; begin = hidden.indexOf(true, end)) {
    const body = (endOfHeading(begin) ?? begin - 1) + 1;
    end = Math.max(body, begin + 1);
    while (hidden[end] && endOfHeading(end) === undefined) end++;
    const found = secondInk(lines, body, end);
    if (found < 0) continue;
    const answered = Math.max(body, lastInk(lines, found));
    return lines.slice(body, answered).some(hasInk) ? answered : begin;
  }
  return -1;
}

/** The first line of another colour than the usual one among some lines; -1 when they have only one. */
function secondInk(lines: MailLine[], from: number, to: number): number {
  const within = lines.slice(from, to);
  const all = new Set(within.flatMap(({ inks = [] }) => inks));
  if (all.size < 2) return -1;
  const usual = all.has('plain') ? 'plain' : [...all][0];
  return from + within.findIndex(({ inks = [] }) => inks.some((ink) => ink !== usual));
}
