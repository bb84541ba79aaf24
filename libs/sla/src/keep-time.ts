import { Injectable } from '@nestjs/common';
import { type EventOf, SetSubscriber, type Tx } from '#libs/platform';
import {
  MessageChanged,
  MessageQueued,
  MessageStatusChanged,
  TicketChanged,
  TicketCreated,
  TicketHints,
} from '#libs/tickets';
import { ScheduleClocks } from './schedule-clocks.js';
import { type FindPolicy, policyFinder } from './find-policy.js';
import { answersChanged, followPolicy, statusChanged, ticketCreated } from './react-to-ticket.js';
import {
  type TicketTime,
  type TimeChange,
  type TimedTicket,
  clocksOf,
  factsOf,
  lockTimedTickets,
  saveTimes,
} from './ticket-time.js';

const timed = [TicketCreated, MessageQueued, MessageChanged, MessageStatusChanged, TicketChanged];
type TimedEvent = EventOf<(typeof timed)[number]>;

/** Updates each ticket's clocks and facts after its events. */
@Injectable()
export class KeepTime {
  constructor(
    private readonly hints: TicketHints,
    private readonly scheduler: ScheduleClocks,
  ) {}

  /** Events of a ticket are handled one after another, those of different tickets together. */
  @SetSubscriber(timed, 'keep-time')
  async handle(events: TimedEvent[], tx: Tx): Promise<void> {
    const findPolicy = policyFinder(tx);
    for (const round of inRounds(events.filter(concernsTime))) await this.keep(tx, round, findPolicy);
  }

  /** @param events at most one of each ticket */
  private async keep(tx: Tx, events: Map<string, TimedEvent>, findPolicy: FindPolicy): Promise<void> {
    const tickets = (await lockTimedTickets(tx, [...events.keys()])).filter(
      // After the first answer of an agent, further answers change nothing.
      ({ id, automatic, answeredAt }) => !automatic && !(events.get(id)!.type === 'MessageQueued' && answeredAt),
    );
    await this.change(tx, tickets, (ticket, time) => react(tx, findPolicy, ticket, time, events.get(ticket.id)!));
  }

  /** Changes the time of locked tickets and schedules the changed clocks. */
  async change(tx: Tx, tickets: TimedTicket[], work: Work): Promise<void> {
    const timed = tickets.filter(({ hasFacts }) => hasFacts).map(({ id }) => id);
    const clocks = timed.length ? await clocksOf(tx, timed) : [];
    const changes: TimeChange[] = [];
    for (const ticket of tickets) {
      const before = clocks.filter(({ ticketId }) => ticketId === ticket.id);
      changes.push({ ticket, before, after: await work(ticket, { clocks: before, facts: factsOf(ticket) }) });
    }
    const changed = await saveTimes(tx, this.hints, changes);
    if (tickets[0]) this.scheduler.schedule(tx, changed, tickets[0].now);
  }
}

type Work = (ticket: TimedTicket, time: TicketTime) => Promise<TicketTime> | TicketTime;

/** The first event of each ticket, then the second of each, and so on. */
function inRounds(events: TimedEvent[]): Map<string, TimedEvent>[] {
  const rounds: Map<string, TimedEvent>[] = [];
  for (const event of events) {
    const free = rounds.find((round) => !round.has(event.ticketId));
    if (free) free.set(event.ticketId, event);
    else rounds.push(new Map([[event.ticketId, event]]));
  }
  return rounds;
}

/** Most events concern no clock, so return before any query. */
function concernsTime(event: TimedEvent): boolean {
  if (event.type === 'MessageQueued') return event.authorKind === 'agent';
  if (event.type === 'MessageChanged') return event.changed.undone === true;
  if (event.type === 'MessageStatusChanged') return event.status.to === 'failed';
  if (event.type === 'TicketCreated') return !event.automatic;
  const { status, priority, teamId } = event.changed;
  return Boolean(status ?? priority ?? teamId);
}

async function react(
  tx: Tx,
  findPolicy: FindPolicy,
  ticket: TimedTicket,
  time: TicketTime,
  event: TimedEvent,
): Promise<TicketTime> {
  if (event.type === 'TicketCreated') return ticketCreated(findPolicy, ticket, time, event);
  if (!ticket.hasFacts && event.type === 'MessageQueued') return begun(findPolicy, ticket, time, event);
  if (event.type !== 'TicketChanged') return answersChanged(tx, ticket, time);
  if (!ticket.hasFacts && event.changed.status)
    return statusChanged(await begun(findPolicy, ticket, time, event), event.changed.status.to, event.createdAt);
  const { changed, createdAt } = event;
  const moved = changed.status ? statusChanged(time, changed.status.to, createdAt) : time;
  if (!changed.priority && !changed.teamId) return moved;
  const facts = { ...moved.facts, teamId: ticket.teamId };
  const priority = changed.priority?.to ?? ticket.priority;
  return followPolicy(ticket, { ...moved, facts }, await findPolicy(ticket), priority, createdAt);
}

/** Out of an automatic ticket a person's has become, by a message or by who opened it: its time begins now. */
const begun = (findPolicy: FindPolicy, ticket: TimedTicket, time: TicketTime, event: TimedEvent): Promise<TicketTime> =>
  ticketCreated(findPolicy, ticket, { ...time, facts: { ...time.facts, createdAt: event.createdAt } }, event);
