import type { VisitorMessage } from '#libs/contracts';

export interface Row {
  message: VisitorMessage;
  /** A new day begins here. */
  day: boolean;
  /** The last of several in a row by the same author: carries name and time. */
  last: boolean;
}

const together = 5 * 60_000;

/** Lays messages out in days and runs of one author. */
export function groupMessages(messages: VisitorMessage[]): Row[] {
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const next = messages[index + 1];
    return { message, day: !before || dayOf(before) !== dayOf(message), last: !next || !sameRun(message, next) };
  });
}

const dayOf = (message: VisitorMessage) => new Date(message.createdAt).toDateString();
const sameRun = (a: VisitorMessage, b: VisitorMessage) =>
  a.direction === b.direction &&
  a.author.name === b.author.name &&
  !a.automatic === !b.automatic &&
  dayOf(a) === dayOf(b) &&
  Date.parse(b.createdAt) - Date.parse(a.createdAt) < together;
