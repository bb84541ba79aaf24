import { Injectable } from '@nestjs/common';
import { type EventOf, Subscriber, type Tx } from '#libs/platform';
import {
  MessageChanged,
  MessageQueued,
  MessageStatusChanged,
  TicketChanged,
  TicketCreated,
  TicketHints,
} from '#libs/tickets';
import { ScheduleClocks } from './schedule-clocks.js';
import { findPolicy } from './find-policy.js';
import { answersChanged, followPolicy, statusChanged, ticketCreated } from './react-to-ticket.js';
import {
  type TicketTime,
  type TimedClock,
  type TimedTicket,
  clocksOf,
  factsOf,
  lockTimedTicket,
  saveTime,
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

  /** The events of a ticket, in their order. */
  @Subscriber(timed, 'keep-time')
  async handle(event: TimedEvent, tx: Tx): Promise<void> {
    if (!concernsTime(event)) return;
    const ticket = await lockTimedTicket(tx, event.ticketId);
    // After the first answer of an agent, further answers change nothing.
    if (!ticket || ticket.automatic || (event.type === 'MessageQueued' && ticket.answeredAt)) return;
    await this.change(tx, ticket, (time) => react(tx, ticket, time, event));
  }

  /** Changes the time of a locked ticket and schedules the changed clocks. */
  async change(
    tx: Tx,
    ticket: TimedTicket,
    work: (time: TicketTime) => Promise<TicketTime> | TicketTime,
  ): Promise<void> {
    const before: TimedClock[] = ticket.hasFacts ? await clocksOf(tx, [ticket.id]) : [];
    const changed = await saveTime(
      tx,
      this.hints,
      ticket,
      before,
      await work({ clocks: before, facts: factsOf(ticket) }),
    );
    this.scheduler.schedule(tx, changed, ticket.now);
  }
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

async function react(tx: Tx, ticket: TimedTicket, time: TicketTime, event: TimedEvent): Promise<TicketTime> {
  if (event.type === 'TicketCreated') return ticketCreated(tx, ticket, time, event);
  if (!ticket.hasFacts && event.type === 'MessageQueued') return begun(tx, ticket, time, event);
  if (event.type !== 'TicketChanged') return answersChanged(tx, ticket, time);
  if (!ticket.hasFacts && event.changed.status)
    return statusChanged(await begun(tx, ticket, time, event), event.changed.status.to, event.createdAt);
  const { changed, createdAt } = event;
  const moved = changed.status ? statusChanged(time, changed.status.to, createdAt) : time;
  if (!changed.priority && !changed.teamId) return moved;
  const facts = { ...moved.facts, teamId: ticket.teamId };
  const priority = changed.priority?.to ?? ticket.priority;
  return followPolicy(ticket, { ...moved, facts }, await findPolicy(tx, ticket), priority, createdAt);
}

/** Out of an automatic ticket a person's has become, by a message or by who opened it: its time begins now. */
const begun = (tx: Tx, ticket: TimedTicket, time: TicketTime, event: TimedEvent): Promise<TicketTime> =>
  ticketCreated(tx, ticket, { ...time, facts: { ...time.facts, createdAt: event.createdAt } }, event);
