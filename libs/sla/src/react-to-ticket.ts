import type { Priority, TicketStatus } from '#libs/contracts';
import { type EventOf, type Tx, firstRow, newId } from '#libs/platform';
import type { TicketCreated } from '#libs/tickets';
import type { Calendar } from './business-time.js';
import {
  type Clock,
  meetClock,
  pauseClock,
  reopenClock,
  resumeClock,
  retargetClock,
  startClock,
  unmeetClock,
} from './clock.js';
import { type FindPolicy, type Policy, targetOf } from './find-policy.js';
import { noteAnswer, noteResolution } from './note-facts.js';
import { firstAnswer } from './ticket-time.queries.js';
import type { TicketTime, TimedClock, TimedTicket } from './ticket-time.js';

const kinds = ['first_response', 'resolution'] as const;

/** Starts the clocks of a new ticket. One that an agent started has no first-response clock. */
export async function ticketCreated(
  findPolicy: FindPolicy,
  ticket: TimedTicket,
  time: TicketTime,
  { actor, createdAt }: Pick<EventOf<typeof TicketCreated>, 'actor' | 'createdAt'>,
): Promise<TicketTime> {
  const byAgent = actor.kind === 'agent';
  const facts = { ...time.facts, byAgent };
  const policy = await findPolicy(ticket);
  if (!policy) return { ...time, facts };
  const wanted = byAgent ? (['resolution'] as const) : kinds;
  const started = wanted.flatMap((kind) => start(policy, kind, ticket, 'normal', createdAt));
  return { clocks: started, facts };
}

/**
 * Whether an agent has answered, computed from the messages: an automatic answer, a note or a notice about an order
 * stops no clock, an answer that was taken back has stopped none, and one that is sent again counts from when it was
 * written.
 */
export async function answersChanged(tx: Tx, ticket: TimedTicket, time: TicketTime): Promise<TicketTime> {
  const answer = await firstRow<{ at: Date | null }>(tx, firstAnswer, [ticket.id]);
  const at = answer?.at ?? null;
  const calendar = calendarOf(time.clocks, 'first_response');
  const clocks = time.clocks.map((clock) =>
    clock.kind === 'first_response' ? withCalendar(answered(clock, at), clock.calendar) : clock,
  );
  return { clocks, facts: noteAnswer(time.facts, calendar, at) };
}

/** A status changes only the resolution clock: only an answer stops the first-response clock. */
export function statusChanged(time: TicketTime, status: TicketStatus, at: Date): TicketTime {
  const isOver = status === 'resolved' || status === 'closed';
  const calendar = calendarOf(time.clocks, 'resolution');
  const moved = time.clocks.map((clock) =>
    clock.kind === 'resolution' ? withCalendar(moveTo(status, clock, at), clock.calendar) : clock,
  );
  const clocks = status === 'closed' ? moved.filter(({ state }) => state === 'met' || state === 'breached') : moved;
  const resolvedAt = isOver ? (time.facts.resolvedAt ?? at) : null;
  return { clocks, facts: noteResolution(time.facts, calendar, resolvedAt) };
}

/** The policy, or its target at this priority, has changed: apply it to clocks that are not over. */
export function followPolicy(
  ticket: TimedTicket,
  time: TicketTime,
  policy: Policy | null,
  priority: Priority,
  at: Date,
): TicketTime {
  if (!policy) return time;
  const clocks = kinds.flatMap((kind) => {
    const clock = time.clocks.find((each) => each.kind === kind);
    if (!clock) return catchUp(policy, kind, ticket, time, priority, at);
    if (clock.state === 'met' || clock.state === 'breached') return [clock];
    const target = targetOf(policy, kind, priority);
    if (!target) return [];
    if (sameTarget(clock, target)) return [clock];
    return [
      withCalendar(
        retargetClock(clock, target, { before: clock.calendar, after: policy.calendar }, at),
        policy.calendar,
      ),
    ];
  });
  return { ...time, clocks };
}

/** Starts a clock that the former policy did not have, as if it had run from the beginning. */
function catchUp(
  policy: Policy,
  kind: Clock['kind'],
  ticket: TimedTicket,
  { facts }: TicketTime,
  priority: Priority,
  at: Date,
): TimedClock[] {
  const isOver = kind === 'first_response' ? facts.byAgent || facts.answeredAt !== null : facts.resolvedAt !== null;
  if (isOver) return [];
  return start(policy, kind, ticket, priority, ticket.createdAt).map((clock) =>
    kind === 'resolution' ? withCalendar(moveTo(ticket.status, clock, at), policy.calendar) : clock,
  );
}

function start(policy: Policy, kind: Clock['kind'], ticket: TimedTicket, priority: Priority, at: Date): TimedClock[] {
  const target = targetOf(policy, kind, priority);
  return target
    ? [withCalendar(startClock(newId(), ticket.id, kind, target, policy.calendar, at), policy.calendar)]
    : [];
}

function answered(clock: TimedClock, at: Date | null): Clock {
  if (!at) return unmeetClock(clock);
  return clock.state === 'met' && clock.metAt?.getTime() !== at.getTime()
    ? meetClock(unmeetClock(clock), clock.calendar, at)
    : meetClock(clock, clock.calendar, at);
}

function moveTo(status: TicketStatus, clock: TimedClock, at: Date): Clock {
  const { calendar } = clock;
  if (status === 'resolved' || status === 'closed') return meetClock(clock, calendar, at);
  const open = resumeClock(reopenClock(clock, calendar, at), calendar, at);
  return status === 'open' ? open : pauseClock(open, calendar, at);
}

const withCalendar = (clock: Clock, calendar: Calendar | null): TimedClock => ({ ...clock, calendar });
const calendarOf = (clocks: TimedClock[], kind: Clock['kind']) =>
  clocks.find((clock) => clock.kind === kind)?.calendar ?? clocks[0]?.calendar ?? null;
const sameTarget = (
  clock: Clock,
  target: Pick<Clock, 'policyId' | 'policyVersion' | 'hoursVersion' | 'targetSeconds'>,
) =>
  clock.policyId === target.policyId &&
  clock.policyVersion === target.policyVersion &&
  clock.targetSeconds === target.targetSeconds &&
  clock.hoursVersion === target.hoursVersion;
