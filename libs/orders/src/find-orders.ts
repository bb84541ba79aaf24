import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Order, OrderMatch } from '#libs/contracts';
import type { AgentContext } from '#libs/identity';
import { Database, Problem, type Stored, type Tx, firstRow, rows, withInstantsAsText } from '#libs/platform';
import { requireVisible } from '#libs/tickets';
import { contactOfTicket, orderByExternalId, ordersOfContact } from './orders.queries.js';

/** An order of a contact, and how the link between them is known. */
export type MatchedOrder = Order & { match: z.infer<typeof OrderMatch> };

type OrderRow = Stored<Order, 'promisedAt' | 'placedAt' | 'updatedAt'>;

/** Reads orders, for agents and for automatic answers. */
@Injectable()
export class FindOrders {
  constructor(private readonly database: Database) {}

  async ofTicket(
    agent: AgentContext,
    ticketId: string,
    limit: number,
  ): Promise<{ items: MatchedOrder[]; count: number }> {
    await requireVisible(this.database, agent, ticketId);
    const ticket = await firstRow<{ contactId: string }>(this.database, contactOfTicket, [ticketId]);
    const found = await this.ofContact(this.database, ticket!.contactId, { limit });
    return { items: found.map(({ count: _, ...order }) => order), count: found[0]?.count ?? 0 };
  }

  /** Orders at a contact's addresses; with `verifiedOnly` only at addresses that are proven to be theirs. */
  async ofContact(
    from: Tx | Database,
    contactId: string,
    { limit, verifiedOnly = false }: { limit: number; verifiedOnly?: boolean },
  ): Promise<(MatchedOrder & { count: number })[]> {
    const found = await rows<OrderRow & Pick<MatchedOrder, 'match'> & { count: number }>(from, ordersOfContact, [
      contactId,
      limit,
      verifiedOnly,
    ]);
    return found.map(withInstantsAsText);
  }

  async byExternalId(storeId: string, externalId: string, from: Tx | Database = this.database): Promise<Order> {
    const order = await firstRow<OrderRow>(from, orderByExternalId, [storeId, externalId]);
    if (!order) throw new Problem('not-found');
    return withInstantsAsText(order);
  }
}
