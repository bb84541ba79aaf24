import { Injectable } from '@nestjs/common';
import type { Priority, TicketStatus } from '#libs/contracts';
import { type StoredEvent, type Subscriber, type Tx, provideSubscriber } from '#libs/platform';
import { TicketHints } from '#libs/tickets';
import { ArmClocks } from './arm-clocks.js';
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

/** Keeps each ticket's clocks and facts in step with what happens on it. */
@Injectable()
export class KeepTime {
  constructor(
    private readonly hints: TicketHints,
    private readonly armer: ArmClocks,
  ) {}

  async handle(tx: Tx, event: StoredEvent): Promise<void> {
    if (!event.ticketId || !concernsTime(event)) return;
    const ticket = await lockTimedTicket(tx, event.ticketId);
    // Once a person has answered, further answers change nothing.
    if (!ticket || (event.type === 'MessageQueued' && ticket.answeredAt)) return;
    await this.change(tx, ticket, (time) => react(tx, ticket, time, event));
  }

  /** Changes the time of a locked ticket and arms what that sets. */
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
    this.armer.arm(tx, changed, ticket.now);
  }
}

/** What happens on a ticket, in its order: the relay hands over a ticket's events one after another. */
export const keepTimeSubscriber = provideSubscriber([KeepTime], (keep: KeepTime): Subscriber => ({
  name: 'keep-time',
  on: ['TicketCreated', 'MessageQueued', 'MessageChanged', 'MessageStatusChanged', 'TicketChanged'],
  handle: (tx, event) => keep.handle(tx, event),
}));

/** Most events concern no clock, and must cost nothing here. */
function concernsTime({ type, payload }: StoredEvent): boolean {
  if (type === 'MessageQueued') return payload['authorKind'] === 'agent';
  if (type === 'MessageChanged') return payload['undone'] === true;
  if (type === 'MessageStatusChanged') return payload['status'] === 'failed';
  return type === 'TicketCreated' || 'status' in payload || 'priority' in payload || 'team' in payload;
}

async function react(tx: Tx, ticket: TimedTicket, time: TicketTime, event: StoredEvent): Promise<TicketTime> {
  const { type, payload, createdAt } = event;
  if (type === 'TicketCreated') return ticketCreated(tx, ticket, time, event);
  if (type !== 'TicketChanged') return answersChanged(tx, ticket, time);
  const moved =
    typeof payload['status'] === 'string' ? statusChanged(time, payload['status'] as TicketStatus, createdAt) : time;
  if (!('priority' in payload) && !('team' in payload)) return moved;
  const facts = { ...moved.facts, teamId: ticket.teamId };
  return followPolicy(
    ticket,
    { ...moved, facts },
    await findPolicy(tx, ticket),
    (payload['priority'] as Priority | undefined) ?? ticket.priority,
    createdAt,
  );
}
