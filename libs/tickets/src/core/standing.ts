import type { TicketStatus } from '#libs/contracts';

/**
 * Where a ticket stands, and since or until when. The database holds the same rules: `snoozedUntil` exactly while
 * snoozed, `resolvedAt` exactly while resolved or closed, `closedAt` exactly while closed.
 */
export interface Standing {
  status: TicketStatus;
  snoozedUntil: Date | null;
  resolvedAt: Date | null;
  closedAt: Date | null;
}

/** Everything that moves a ticket from one status to another. */
export type StandingChange =
  /** An agent, or a rule for one, chooses a status, or another date for a snooze. */
  | { kind: 'set'; status?: Exclude<TicketStatus, 'closed'>; snoozedUntil?: Date }
  /** A message of the customer that asks for an answer. */
  | { kind: 'customer-wrote' }
  /** An answer that takes the ticket along to a status. */
  | { kind: 'answered'; status: 'pending' | 'resolved' }
  /** That answer never reached the customer: the ticket goes back to where it was. */
  | { kind: 'answer-undone'; status: TicketStatus; snoozedUntil: Date | null; resolvedAt: Date | null }
  | { kind: 'snooze-ended' }
  /** It has been resolved for so long that it is over. */
  | { kind: 'stayed-resolved' };

export interface RefusedChange {
  refused: 'closed' | 'snooze-without-date' | 'date-without-snooze' | 'date-is-past';
}

export const isRefused = (next: Standing | RefusedChange): next is RefusedChange => 'refused' in next;

/**
 * Where a ticket stands after a change. Pure: what may follow on what is decided here, and nowhere else.
 * @param now the time of the change; the transaction's, so that it agrees with what the database writes
 * @returns the very `before` when nothing changes
 */
export function nextStanding(before: Standing, change: StandingChange, now: Date): Standing | RefusedChange {
  switch (change.kind) {
    case 'set':
      return setByAgent(before, change, now);
    case 'customer-wrote':
      return before.status === 'closed' ? { refused: 'closed' } : moved(before, 'open', now);
    case 'answered':
      return before.status === 'closed' ? before : moved(before, change.status, now);
    case 'answer-undone':
      return putBack(before, change, now);
    case 'snooze-ended':
      return before.status === 'snoozed' && before.snoozedUntil! <= now ? moved(before, 'open', now) : before;
    case 'stayed-resolved':
      return before.status === 'resolved' ? moved(before, 'closed', now) : before;
  }
}

function setByAgent(
  before: Standing,
  { status = before.status as Exclude<TicketStatus, 'closed'>, snoozedUntil }: StandingChange & { kind: 'set' },
  now: Date,
): Standing | RefusedChange {
  if (before.status === 'closed') return { refused: 'closed' };
  if (status !== 'snoozed') return snoozedUntil ? { refused: 'date-without-snooze' } : moved(before, status, now);
  const until = snoozedUntil ?? before.snoozedUntil;
  if (!until) return { refused: 'snooze-without-date' };
  if (snoozedUntil && snoozedUntil <= now) return { refused: 'date-is-past' };
  return moved(before, 'snoozed', now, until);
}

/** A closed ticket stays closed: its matter is over, whatever an old answer turns out to have been. */
function putBack(before: Standing, to: StandingChange & { kind: 'answer-undone' }, now: Date): Standing {
  if (before.status === 'closed' || to.status === 'closed') return before;
  // A snooze whose date is not known any more would never end.
  if (to.status === 'snoozed' && !to.snoozedUntil) return moved(before, 'open', now);
  return moved({ ...before, resolvedAt: to.resolvedAt }, to.status, now, to.snoozedUntil);
}

function moved(before: Standing, status: TicketStatus, now: Date, until: Date | null = null): Standing {
  const isOver = status === 'resolved' || status === 'closed';
  const next = {
    status,
    snoozedUntil: status === 'snoozed' ? until : null,
    resolvedAt: isOver ? (before.resolvedAt ?? now) : null,
    closedAt: status === 'closed' ? (before.closedAt ?? now) : null,
  };
  return isSame(before, next) ? before : next;
}

const isSame = (a: Standing, b: Standing) =>
  a.status === b.status &&
  a.snoozedUntil?.getTime() === b.snoozedUntil?.getTime() &&
  a.resolvedAt?.getTime() === b.resolvedAt?.getTime() &&
  a.closedAt?.getTime() === b.closedAt?.getTime();

/**
 * The rule of `customer-wrote` as SQL on a row `t` of a ticket that is not closed, for the statement that finds the
 * ticket, moves it and takes the message's place at once. A test holds both against each other.
 * @param asksForAnswer a boolean SQL expression; without an answer to give, nothing moves
 */
export const standingAfterCustomerWrote = (asksForAnswer: string): string => `
    status = case when ${asksForAnswer} then 'open' else t.status end,
    snoozed_until = case when not ${asksForAnswer} then t.snoozed_until end,
    resolved_at = case when not ${asksForAnswer} then t.resolved_at end`;
