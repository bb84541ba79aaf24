import type { TicketStatus } from '#libs/contracts';

/**
 * A ticket's status, and since or until when it holds. Constraints in the database enforce the same rules:
 * `snoozedUntil` exactly while snoozed, `resolvedAt` exactly while resolved or closed, `closedAt` exactly while closed.
 */
export interface Standing {
  status: TicketStatus;
  snoozedUntil: Date | null;
  resolvedAt: Date | null;
  closedAt: Date | null;
}

/** Everything that can change a ticket's status. */
export type StandingChange =
  /** An agent or a rule sets a status, or another date for a snooze. */
  | { kind: 'set'; status?: Exclude<TicketStatus, 'closed'>; snoozedUntil?: Date }
  /** A message of the contact that asks for an answer. */
  | { kind: 'contact-wrote' }
  /** An answer that also sets a status. */
  | { kind: 'answered'; status: 'pending' | 'resolved' }
  /** That answer never reached the contact: the ticket goes back to the status before it. */
  | { kind: 'answer-undone'; status: TicketStatus; snoozedUntil: Date | null; resolvedAt: Date | null }
  | { kind: 'snooze-ended' }
  /** It has been resolved for so long that it is closed. */
  | { kind: 'stayed-resolved' };

export interface RefusedChange {
  refused: 'closed' | 'snooze-without-date' | 'date-without-snooze' | 'date-is-past';
}

export const isRefused = (next: Standing | RefusedChange): next is RefusedChange => 'refused' in next;

/**
 * Returns a ticket's standing after a change. Pure: which changes are allowed is decided here, and nowhere else.
 * @param now the start of the transaction, so that it equals the time that the database writes
 * @returns `before` itself when nothing changes
 */
export function nextStanding(before: Standing, change: StandingChange, now: Date): Standing | RefusedChange {
  switch (change.kind) {
    case 'set':
      return setByAgent(before, change, now);
    case 'contact-wrote':
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

/**
 * The standing with which a contact's first message opens a ticket: one that asks for no answer is resolved at once.
 */
export const openingStanding = (asksForAnswer: boolean, now: Date): Standing => ({
  status: asksForAnswer ? 'open' : 'resolved',
  snoozedUntil: null,
  resolvedAt: asksForAnswer ? null : now,
  closedAt: null,
});

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

/** A closed ticket stays closed, even when an old answer turns out to have failed. */
function putBack(before: Standing, to: StandingChange & { kind: 'answer-undone' }, now: Date): Standing {
  if (before.status === 'closed' || to.status === 'closed') return before;
  // A snooze whose date is unknown would never end.
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
 * The rule of `contact-wrote` as SQL on a row `t` of a ticket that is not closed. One statement uses it to find the
 * ticket, change its status and take the message's seq. A test compares it with the rule above.
 * @param asksForAnswer a boolean SQL expression; when it is false, the status stays
 */
export const standingAfterContactWrote = (asksForAnswer: string): string => `
    status = case when ${asksForAnswer} then 'open' else t.status end,
    snoozed_until = case when not ${asksForAnswer} then t.snoozed_until end,
    resolved_at = case when not ${asksForAnswer} then t.resolved_at end`;

/** The rule of `openingStanding` as SQL: the values of `status` and `resolved_at`. A test compares the two. */
export const standingOnOpening = (asksForAnswer: string): string =>
  `case when ${asksForAnswer} then 'open' else 'resolved' end, case when not (${asksForAnswer}) then now() end`;
