import { Injectable } from '@nestjs/common';
import type { ReadyChannel } from '#libs/channels';
import type { InputOf, keepVisitorTicket, resumeVisitorSession } from '#libs/contracts';
import { Database, Problem, type Tx, firstRow, hashToken } from '#libs/platform';
import { mayShow } from './allowed-origins.js';
import * as queries from './resume-tickets.queries.js';
import type { Visitor } from './visitor.js';
import { bindOrigin } from './visitors.queries.js';

type Use = Pick<InputOf<typeof resumeVisitorSession>['body'], 'origin' | 'ticket' | 'next'>;

/**
 * Tickets that a shop's page keeps, where the browser forgets what the chat's frame stores. Each opens a session of the
 * visitor once, from a page of the origin that it was kept for. That is the origin where the session began, whatever
 * the channel allows: any page may frame the panel of a channel that names none, and where the browser does not divide
 * storage by page, a session of the shop is in that frame too.
 */
@Injectable()
export class ResumeTickets {
  constructor(private readonly database: Database) {}

  async keep(visitor: Visitor, { origin, ticket }: InputOf<typeof keepVisitorTicket>['body']): Promise<void> {
    if (visitor.answers || !mayShow(visitor.channel, origin))
      throw new Problem('forbidden', 'This page may not show the chat');
    const { channel, visitorId, verified, address, sessionId } = visitor;
    await this.database.transaction(async (tx) => {
      if (!(await firstRow(tx, bindOrigin, [sessionId, origin])))
        throw new Problem('forbidden', 'The chat began on a page of another origin');
      await tx.query(queries.keepTicket, [hashToken(ticket), channel.id, visitorId, verified ? address : null, origin]);
      await tx.query(queries.dropOldTickets, [visitorId]);
    });
  }

  /** Returns the visitor's random id; null when the ticket is not good here. */
  async use(tx: Tx, channel: ReadyChannel, { origin, ticket, next }: Use, subject: string | null) {
    if (!mayShow(channel, origin)) return null;
    const values = [channel.id, hashToken(ticket), origin, subject, hashToken(next)];
    return (await firstRow<{ visitorId: string }>(tx, queries.useTicket, values))?.visitorId ?? null;
  }

  /** From now on the visitor's tickets are good with a proof of this person only. */
  async bind(tx: Tx, visitorId: string, subject: string): Promise<void> {
    await tx.query(queries.bindTickets, [visitorId, subject]);
  }

  async drop(tx: Tx, visitorId: string): Promise<void> {
    await tx.query(queries.dropTickets, [visitorId]);
  }
}
