import { Injectable } from '@nestjs/common';
import type { SlaClock } from '#libs/contracts';
import type { AgentContext } from '#libs/identity';
import { Database, rows } from '#libs/platform';
import { requireVisible } from '#libs/tickets';
import type { Calendar } from './business-time.js';
import { type Clock, describeClock } from './clock.js';
import { clocksToRead } from './ticket-time.queries.js';

type ReadClock = Clock & Pick<SlaClock, 'hours'> & { calendar: Calendar | null };

/** Reads a ticket's clocks, for agents who may see it. */
@Injectable()
export class ReadClocks {
  constructor(private readonly database: Database) {}

  async of(agent: AgentContext, ticketId: string): Promise<SlaClock[]> {
    await requireVisible(this.database, agent, ticketId);
    const clocks = await rows<ReadClock>(this.database, clocksToRead, [[ticketId]]);
    return clocks.map(describeClock);
  }
}
