import type { ClockChip, Priority, TicketStatus } from '#libs/contracts';
import { type Tx, defer, rows } from '#libs/platform';
import type { TicketFacts } from '#libs/reports';
import { type TicketHints, recordTicketEvents, setTicketClocks, system } from '#libs/tickets';
import type { Calendar } from './business-time.js';
import { type Clock, chipOf } from './clock.js';
import { noteLateness } from './note-facts.js';
import { clocksOfTickets, lockTickets, saveTicketTime, ticketsWithFacts } from './ticket-time.queries.js';

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

/** A change of a locked ticket's time. */
export interface TimeChange {
  ticket: TimedTicket;
  before: TimedClock[];
  after: TicketTime;
}

/**
 * Locks tickets, in their order, and reads them and their facts afterwards: in one statement, facts that another wrote
 * while it waited for a lock would be read as they were before. Those that are gone are left out.
 */
export function lockTimedTickets(tx: Tx, ticketIds: string[]): Promise<TimedTicket[]> {
  defer(tx, lockTickets, [ticketIds]);
  return rows<TimedTicket>(tx, ticketsWithFacts, [ticketIds]);
}

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

/** Writes the changes, history entries for new breaches, and the clocks that lists show. Returns the changed clocks. */
export async function saveTimes(tx: Tx, hints: TicketHints, changes: TimeChange[]): Promise<Clock[]> {
  if (changes.length === 0) return [];
  const changed = changes.flatMap(changedClocks);
  const facts = changes.map(({ after }) => noteLateness(after.facts, after.clocks));
  defer(tx, saveTicketTime, [JSON.stringify(changed), JSON.stringify(facts), changes.flatMap(droppedClocks)]);
  await show(tx, hints, changes);
  return changed;
}

const changedClocks = ({ before, after }: TimeChange): Clock[] =>
  after.clocks
    .filter(({ id, version }) => before.find((clock) => clock.id === id)?.version !== version)
    .map(({ calendar: _c, ...clock }): Clock => clock);

const droppedClocks = ({ before, after }: TimeChange): string[] =>
  before.filter(({ id }) => !after.clocks.some((clock) => clock.id === id)).map(({ id }) => id);

const newBreaches = (change: TimeChange): Clock[] =>
  changedClocks(change).filter(
    ({ id, breachedAt }) => breachedAt && !change.before.find((clock) => clock.id === id)?.breachedAt,
  );

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

async function show(tx: Tx, hints: TicketHints, changes: TimeChange[]) {
  const breached = changes.flatMap(newBreaches);
  const shown = changes.flatMap(({ ticket, after }) => {
    const chip = chipFor(ticket.status, after.clocks);
    const isNews = breached.some(({ ticketId }) => ticketId === ticket.id);
    return isNews || !sameChip(chip, ticket.chip) ? [{ ticketId: ticket.id, chip, isNews }] : [];
  });
  if (shown.length === 0) return;
  const changeSeqs = await setTicketClocks(tx, hints, shown);
  if (breached.length)
    recordTicketEvents(
      tx,
      breached.map((clock) => firedEvent('sla-breached', changeSeqs.get(clock.ticketId) ?? 0, clock)),
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
