import type { ClockChip, Priority, TicketStatus } from '#libs/contracts';
import { type Tx, defer, firstRow, rows } from '#libs/platform';
import type { TicketFacts } from '#libs/reports';
import { type TicketHints, recordTicketEvents, setTicketClocks, system } from '#libs/tickets';
import type { Calendar } from './business-time.js';
import { type Clock, chipOf } from './clock.js';
import { noteLateness } from './note-facts.js';
import { clocksOfTickets, lockTicket, saveTicketTime } from './ticket-time.queries.js';

/** A clock and its calendar. */
export type TimedClock = Clock & { calendar: Calendar | null };

export interface TimedTicket extends Omit<TicketFacts, 'ticketId'> {
  id: string;
  status: TicketStatus;
  priority: Priority;
  chip: ClockChip | null;
  hasFacts: boolean;
  /** It holds only what asks for no answer: nothing of it is measured. */
  automatic: boolean;
  /** Time of the transaction by the database's clock; no other clock may be used. */
  now: Date;
}

/** A ticket's time: its clocks and its facts. */
export interface TicketTime {
  clocks: TimedClock[];
  facts: TicketFacts;
}

/** Locks the ticket. Null when it is gone. */
export const lockTimedTicket = (tx: Tx, ticketId: string): Promise<TimedTicket | null> =>
  firstRow<TimedTicket>(tx, lockTicket, [ticketId]);

export const clocksOf = (tx: Tx, ticketIds: string[]): Promise<TimedClock[]> =>
  rows<TimedClock>(tx, clocksOfTickets, [ticketIds]);

/** The ticket's facts. */
export const factsOf = ({
  id,
  status: _s,
  priority: _p,
  chip: _c,
  hasFacts: _h,
  automatic: _a,
  now: _n,
  ...facts
}: TimedTicket): TicketFacts => ({ ticketId: id, ...facts });

/** Writes the changes, history entries for new breaches, and the clock that lists show. Returns the changed clocks. */
export async function saveTime(
  tx: Tx,
  hints: TicketHints,
  ticket: TimedTicket,
  before: TimedClock[],
  { clocks, facts }: TicketTime,
): Promise<Clock[]> {
  const earlier = new Map(before.map((clock) => [clock.id, clock]));
  const changed = clocks
    .filter((clock) => earlier.get(clock.id)?.version !== clock.version)
    .map(({ calendar: _c, ...clock }): Clock => clock);
  const dropped = before.filter(({ id }) => !clocks.some((clock) => clock.id === id)).map(({ id }) => id);
  defer(tx, saveTicketTime, [JSON.stringify(changed), JSON.stringify(noteLateness(facts, clocks)), dropped]);
  await show(
    tx,
    hints,
    ticket,
    clocks,
    changed.filter((clock) => clock.breachedAt && !earlier.get(clock.id)?.breachedAt),
  );
  return changed;
}

/** The clock that lists show of a ticket; a closed ticket shows none. */
export const chipFor = (status: TicketStatus, clocks: Clock[]): ClockChip | null =>
  status === 'closed' ? null : chipOf(clocks);

/** The history entry of a clock that fired. */
export const firedEvent = (
  type: 'sla-warned' | 'sla-breached',
  changeSeq: number,
  { ticketId, kind, dueAt, targetSeconds }: Clock,
) => ({
  ticketId,
  changeSeq,
  type,
  actor: system,
  data: { kind, dueAt: dueAt?.toISOString() ?? null, targetSeconds },
});

async function show(tx: Tx, hints: TicketHints, ticket: TimedTicket, clocks: Clock[], breached: Clock[]) {
  const chip = chipFor(ticket.status, clocks);
  if (breached.length === 0 && sameChip(chip, ticket.chip)) return;
  const changeSeqs = await setTicketClocks(tx, hints, [{ ticketId: ticket.id, chip, isNews: breached.length > 0 }]);
  if (breached.length)
    recordTicketEvents(
      tx,
      breached.map((clock) => firedEvent('sla-breached', changeSeqs.get(ticket.id) ?? 0, clock)),
    );
}

const sameChip = (one: ClockChip | null, other: ClockChip | null) =>
  one === other ||
  (one !== null &&
    other !== null &&
    one.kind === other.kind &&
    one.state === other.state &&
    one.dueAt === other.dueAt &&
    one.warnAt === other.warnAt &&
    one.targetSeconds === other.targetSeconds);
