import { Injectable } from '@nestjs/common';
import { Database, firstRow } from '#libs/platform';
import type { ReplyValues } from '#libs/tickets';
import { FindOrders, type MatchedOrder } from './find-orders.js';

/**
 * What saved replies may say of a ticket's order and store. Only of orders that are proven to be the customer's: an
 * address that somebody typed must not bring another's order into an answer.
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
      `select t.contact_id as "contactId", s.name as "storeName",
         (select i.verified from contact_identities i where i.kind = t.recipient_kind and i.value = t.recipient_value and i.contact_id = t.contact_id) as "isProven"
       from tickets t left join stores s on s.workspace_id = t.workspace_id and s.id = t.store_id where t.id = $1`,
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
