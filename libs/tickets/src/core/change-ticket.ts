import type { Priority } from '#libs/contracts';
import { isActiveAgent, isTeam } from '#libs/identity';
import { Problem, type Tx, firstRow, publish } from '#libs/platform';
import { type TicketFields, changedFields } from './changed-fields.js';
import { TicketChanged } from './events.js';
import type { LockedTicket } from './find-visible-ticket.js';
import { type Actor, recordTicketEvent } from './record-event.js';
import { type RefusedChange, type Standing, type StandingChange, isRefused, nextStanding } from './standing.js';
import type { TicketHints } from './ticket-hints.js';
import { writeTicketWords } from './ticket-text.js';
import { writeFields } from './ticket.queries.js';

/** What can be changed on a ticket; a field that is left out stays as it is. */
export interface TicketChange {
  standing?: StandingChange;
  assigneeId?: string | null;
  teamId?: string | null;
  priority?: Priority;
  addTags?: string[];
  removeTags?: string[];
  subject?: string;
}

interface ChangeOptions {
  actor: Actor;
  /** Whether the ticket's visitor sees a part of the change. */
  visitors?: boolean;
  /** Set when this transaction has already raised changeSeq for the same change. */
  raised?: boolean;
}

type Fields = Standing & TicketFields;
interface Difference {
  field: 'status' | 'assignee' | 'team' | 'priority' | 'tags' | 'subject';
  from: unknown;
  to: unknown;
  more?: Record<string, unknown>;
}

const maxTags = 50;

/**
 * The one writer of what a ticket is, save where a message takes its place in the same statement. Writes the row, one
 * entry of history for each field that really changed, one event for all of them, and a hint to the screens.
 * @param ticket locked by the caller
 * @returns the ticket as it is afterwards
 * @throws Problem `invalid-request` for a value that is not possible, `conflict` for a closed ticket; nothing is
 *   written
 */
export async function changeTicket(
  tx: Tx,
  hints: TicketHints,
  ticket: LockedTicket,
  change: TicketChange,
  { actor, visitors = false, raised = false }: ChangeOptions,
): Promise<LockedTicket> {
  const next = fieldsAfter(ticket, change);
  const differences = compare(ticket, next);
  if (differences.length === 0) return ticket;
  await requireMembers(tx, ticket, next);
  const { changeSeq } = (await firstRow<{ changeSeq: number }>(tx, writeFields, [
    ticket.id,
    next.status,
    next.snoozedUntil,
    next.resolvedAt,
    next.closedAt,
    next.assigneeId,
    next.teamId,
    next.priority,
    next.tags,
    next.subject,
    raised ? 0 : 1,
  ]))!;
  if (next.subject !== ticket.subject) writeTicketWords(tx, ticket.id, next.subject);
  for (const { field, from, to, more } of differences)
    recordTicketEvent(tx, { ticketId: ticket.id, changeSeq, type: field, actor, data: { from, to, ...more } });
  publish(tx, TicketChanged, { ticketId: ticket.id, actor, changed: changedFields(ticket, next) });
  const changed = { ...ticket, ...next, changeSeq };
  hints.changed(
    tx,
    changed,
    differences.map(({ field }) => field),
    { before: ticket, visitors },
  );
  return changed;
}

function fieldsAfter(ticket: LockedTicket, change: TicketChange): Fields {
  const removed = new Set(change.removeTags ?? []);
  const tags = [...new Set([...ticket.tags.filter((tag) => !removed.has(tag)), ...(change.addTags ?? [])])];
  if (tags.length > maxTags) throw new Problem('invalid-request', `A ticket has at most ${maxTags} tags`);
  return {
    ...standingAfter(ticket, change.standing),
    tags,
    assigneeId: change.assigneeId === undefined ? ticket.assigneeId : change.assigneeId,
    teamId: change.teamId === undefined ? ticket.teamId : change.teamId,
    priority: change.priority ?? ticket.priority,
    subject: change.subject ?? ticket.subject,
  };
}

function standingAfter(ticket: LockedTicket, change: StandingChange | undefined): Standing {
  const { status, snoozedUntil, resolvedAt, closedAt } = ticket;
  const before = { status, snoozedUntil, resolvedAt, closedAt };
  const next = change ? nextStanding(before, change, ticket.now) : before;
  if (isRefused(next)) throw problemOf(next);
  return next;
}

function problemOf({ refused }: RefusedChange): Problem {
  if (refused === 'closed')
    return new Problem('conflict', 'A closed ticket stays as it is; a new message opens a new one');
  const message = {
    'snooze-without-date': 'a snoozed ticket needs the time when it comes back',
    'date-without-snooze': 'goes with the status snoozed',
    'date-is-past': 'is past',
  }[refused];
  return new Problem('invalid-request', { errors: [{ path: 'body.snoozedUntil', message }] });
}

function compare(before: LockedTicket, after: Fields): Difference[] {
  const all: Difference[] = [
    { field: 'assignee', from: before.assigneeId, to: after.assigneeId },
    { field: 'team', from: before.teamId, to: after.teamId },
    { field: 'priority', from: before.priority, to: after.priority },
    { field: 'tags', from: before.tags, to: after.tags },
    { field: 'subject', from: before.subject, to: after.subject },
  ];
  const others = all.filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
  return [...compareStanding(before, after), ...others];
}

/** Another date for a snooze is a change of the status too: the history names the date. */
function* compareStanding(before: Standing, after: Standing): Generator<Difference> {
  const snoozeMoved = before.snoozedUntil?.getTime() !== after.snoozedUntil?.getTime();
  if (before.status === after.status && !snoozeMoved) return;
  const more = after.snoozedUntil ? { until: after.snoozedUntil } : undefined;
  yield { field: 'status', from: before.status, to: after.status, ...(more && { more }) };
}

/** A ticket is assigned only to active agents and teams of this workspace. */
async function requireMembers(tx: Tx, before: LockedTicket, next: Fields) {
  if (next.assigneeId && next.assigneeId !== before.assigneeId && !(await isActiveAgent(tx, next.assigneeId)))
    throw refusedReference('assigneeId', 'not an active agent of this workspace');
  if (next.teamId && next.teamId !== before.teamId && !(await isTeam(tx, next.teamId)))
    throw refusedReference('teamId', 'not a team of this workspace');
}

const refusedReference = (field: string, message: string) =>
  new Problem('invalid-request', { errors: [{ path: `body.${field}`, message }] });
