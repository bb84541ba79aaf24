import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Order, OrderMatch } from '#libs/contracts';
import { ownAddresses } from '#libs/contacts';
import type { AgentContext } from '#libs/identity';
import { Database, Problem, type Stored, type Tx, firstRow, rows, withInstantsAsText } from '#libs/platform';
import { type ReplyValues, mayKnowContact, requireVisible } from '#libs/tickets';
import { NamedOrders } from './named-orders.js';
import { contactOfTicket, orderByExternalId, orderPlaceOfTicket, ordersOfContact } from './orders.queries.js';

/** An order of a contact, and how the link between them is known. */
export type MatchedOrder = Order & { match: z.infer<typeof OrderMatch> };

type OrderRow = Stored<Order, 'promisedAt' | 'placedAt' | 'updatedAt'>;

/** Reads orders, for agents and for automatic answers. */
@Injectable()
export class FindOrders {
  constructor(
    private readonly database: Database,
    private readonly named: NamedOrders,
  ) {}

  async ofTicket(
    agent: AgentContext,
    ticketId: string,
    limit: number,
  ): Promise<{ items: MatchedOrder[]; count: number }> {
    await requireVisible(this.database, agent, ticketId);
    if (!(await mayKnowContact(this.database, agent, ticketId))) {
      const items = await this.named.besides(agent, ticketId, []);
      return { items, count: items.length };
    }
    const ticket = await firstRow<{ contactId: string }>(this.database, contactOfTicket, [ticketId]);
    const found = await this.ofContact(this.database, ticket!.contactId, { limit });
    const named = await this.named.besides(agent, ticketId, await this.known(ticket!.contactId, found, limit));
    const own = found.map(({ count: _, ...order }) => order);
    return { items: [...named, ...own], count: named.length + (found[0]?.count ?? 0) };
  }

  /** Ids of the contact's orders, also of those that the page leaves out, since a message may name one of them. */
  private async known(contactId: string, page: { id: string; count: number }[], limit: number): Promise<string[]> {
    const isAll = (page[0]?.count ?? 0) <= page.length;
    const orders = isAll ? page : await this.ofContact(this.database, contactId, { limit: Math.max(limit, 50) });
    return orders.map(({ id }) => id);
  }

  /** Orders at a contact's addresses; with `verifiedOnly` only at addresses that are proven to be theirs. */
  async ofContact(
    from: Tx | Database,
    contactId: string,
    { limit, verifiedOnly = false }: { limit: number; verifiedOnly?: boolean },
  ): Promise<(MatchedOrder & { count: number })[]> {
    const addresses = await ownAddresses(from, contactId);
    const found = await rows<OrderRow & Pick<MatchedOrder, 'match'> & { count: number }>(from, ordersOfContact, [
      JSON.stringify(addresses),
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

/**
 * Values of a ticket's order and store for saved replies. Only of orders that are proven to be the contact's: an
 * address that a visitor typed must not bring another person's order into an answer.
 */
@Injectable()
export class OrderReplyValues implements ReplyValues {
  constructor(
    private readonly database: Database,
    private readonly orders: FindOrders,
  ) {}

  async of(ticketId: string, isContactKnown: boolean): ReturnType<ReplyValues['of']> {
    const ticket = await firstRow<{ contactId: string; storeName: string | null; isProven: boolean | null }>(
      this.database,
      orderPlaceOfTicket,
      [ticketId],
    );
    if (!ticket) return {};
    const [order] =
      ticket.isProven && isContactKnown
        ? await this.orders.ofContact(this.database, ticket.contactId, { limit: 1, verifiedOnly: true })
        : [];
    return { ...(ticket.storeName && { 'store.name': ticket.storeName }), ...(order && valuesOf(order)) };
  }
}

function valuesOf({ number, shipments }: MatchedOrder) {
  const last = shipments.findLast(({ status, tracking }) => tracking.length > 0 && status !== 'cancelled');
  const tracking = last?.tracking.flatMap((each) => each.number ?? []).join(', ');
  return { 'order.number': number, ...(tracking && { 'order.tracking': tracking }) };
}
