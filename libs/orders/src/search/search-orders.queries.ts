import { claimRows, holderRows } from '#libs/contacts';
import { ticketRows } from '#libs/tickets';

/** The most orders that a part of a number finds, and the most people at one address. */
const [mostOrders, mostPeople] = [100, 20];

/** Replaces the keys of an order. Parameters: order, keys. */
export const writeKeys = `
  with gone as (delete from order_keys where order_id = $1 and not key = any($2::text[]))
  insert into order_keys (order_id, key) select $1, key from unnest($2::text[]) as k (key) on conflict do nothing`;

/**
 * The ids of tickets to which an order was attached, or whose contact has an address of its buyer and may be known.
 * A contact that got the address after the order was placed is not its buyer.
 * @param isKey the condition on a row `k` of the orders' keys
 * @param knows the condition under which the contact of a row of `ticketRows` may be known
 */
export const ticketsOfOrders = (isKey: string, knows: (alias: string) => string): string => `
  (with named as materialized (select k.workspace_id, k.order_id from order_keys k where ${isKey} order by k.key limit ${mostOrders}),
  addresses as materialized (
    select o.workspace_id, 'email' as kind, o.email as value, o.placed_at from named n join orders o on o.workspace_id = n.workspace_id and o.id = n.order_id where o.email is not null
    union select o.workspace_id, 'phone', o.phone, o.placed_at from named n join orders o on o.workspace_id = n.workspace_id and o.id = n.order_id where o.phone is not null
  ), buyers as materialized (
    select a.workspace_id, h.contact_id from addresses a cross join lateral (
      select h.contact_id from ${holderRows} h where h.workspace_id = a.workspace_id and h.kind = a.kind and h.value = a.value and (h.until is null or a.placed_at < h.until)
      union all select c.contact_id from ${claimRows} c where c.workspace_id = a.workspace_id and c.kind = a.kind and c.value = a.value
      limit ${mostPeople}) h
  )
  select l.ticket_id from named n join ticket_orders l on l.workspace_id = n.workspace_id and l.order_id = n.order_id
  union select bought.id from buyers b join ${ticketRows} bought on bought.workspace_id = b.workspace_id and bought.contact_id = b.contact_id
    where ${knows('bought')})`;
