import { Injectable } from '@nestjs/common';
import { Database, firstRow } from '#libs/platform';
import type { ReplyValues } from '#libs/tickets';
import { FindOrders, type MatchedOrder } from './find-orders.js';
import { orderPlaceOfTicket } from './orders.queries.js';

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

  async of(ticketId: string): ReturnType<ReplyValues['of']> {
    const ticket = await firstRow<{ contactId: string; storeName: string | null; isProven: boolean | null }>(
      this.database,
      orderPlaceOfTicket,
      [ticketId],
    );
    if (!ticket) return {};
    const [order] = ticket.isProven
      ? await this.orders.ofContact(this.database, ticket.contactId, { limit: 1, verifiedOnly: true })
      : [];
    return { ...(ticket.storeName && { 'store.name': ticket.storeName }), ...(order && valuesOf(order)) };
  }
}

function valuesOf({ number, shipments }: MatchedOrder) {
  const tracking = shipments.findLast((shipment) => shipment.number && shipment.status !== 'cancelled')?.number;
  return { 'order.number': number, ...(tracking && { 'order.tracking': tracking }) };
}
