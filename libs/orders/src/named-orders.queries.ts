import { mobileForms } from '#libs/contracts';
import { claimRows, holderRows, identityRows } from '#libs/contacts';
import { type TicketScope, agentRows, scopeSql } from '#libs/identity';
import { hasSpokenIn, hasWrittenIn, ticketRows } from '#libs/tickets';
import { orderColumns } from './orders.queries.js';

/** Orders that numbers may find at once: two stores may have the same number. */
const mostNamed = 5;

const keyOf = (row: string) => `upper(regexp_replace(${row}.number, '[^[:alnum:]]', '', 'g'))`;

/**
 * Whether an order `o` has one of the numbers of a parameter. An expression is not leakproof, so under the policies no
 * index would serve it: the keys by which orders are searched for find the few among which it decides.
 */
const hasNumber = (numbers: string, keys: string) =>
  `o.id = any(array(select k.order_id from order_keys k where k.key = any(${keys}::text[]))) and ${keyOf('o')} = any(${numbers}::text[])`;

const byNumber = `json_build_object('verified', false, 'by', 'number', 'value', o.number) as match`;

/** Orders that an agent has attached to a ticket ($1). */
export const attachedOrders = `
  select ${orderColumns}, json_build_object('verified', false, 'by', 'agent', 'value', coalesce(a.name, '')) as match
  from ticket_orders l join orders o on o.id = l.order_id left join ${agentRows} a on a.workspace_id = l.workspace_id and a.id = l.attached_by
  where l.ticket_id = $1 order by l.attached_at desc limit 20`;

/**
 * Orders with the numbers $1, whose keys are $3, newest first, those of the ticket's ($2) store before those of others.
 */
export const ordersWithNumbers = `
  select ${orderColumns}, ${byNumber} from orders o
  where ${hasNumber('$1', '$3')}
  order by o.store_id is not distinct from (select store_id from ${ticketRows} t where t.id = $2) desc, o.placed_at desc, o.id limit ${mostNamed}`;

/**
 * Who had the addresses of an order `o` when it was placed: those who have or claim them, unless another contact gave
 * one up later, and those who did.
 */
const addressees = `
  select workspace_id, contact_id, kind, value from ${identityRows} n where not exists (
    select from ${holderRows} h where h.workspace_id = n.workspace_id and h.kind = n.kind and h.value = n.value and h.contact_id <> n.contact_id and h.until > o.placed_at)
  union all select workspace_id, contact_id, kind, value from ${claimRows} c
  union all select workspace_id, contact_id, kind, value from ${holderRows} f where f.until > o.placed_at`;

/**
 * A number in each form that `phoneForms` knows, as far as patterns alone can decide: here a form too many only gives
 * an order a buyer.
 */
export const phoneFormsSql = (phone: string): string => {
  const pairs = mobileForms.flatMap(({ area, line, longer, shorter }) => {
    const pattern = (form: string) => `^\\+${form.replace('A', `(${area})`).replace('L', `(${line})`)}$`;
    const written = (form: string) => `+${form.replace('A', '\\1').replace('L', '\\2')}`;
    return [
      [pattern(longer), written(shorter)],
      [pattern(shorter), written(longer)],
    ];
  });
  return `array[${[phone, ...pairs.map(([from, to]) => `regexp_replace(${phone}, '${from}', '${to}')`)].join(', ')}]`;
};

/**
 * Whether the scope shows the buyer of an order `o`: a ticket on which they spoke, or all of those on which they wrote,
 * perhaps none. Tickets on which only others wrote do not count, or writing to an address would open its orders.
 */
function buyerScopeSql(scope: TicketScope, parameters: unknown[]): string {
  if (scope.kind === 'all') return 'true';
  const ofBuyer = (
    words: string,
    isShown: string,
  ) => `exists (select from ${ticketRows} t where t.workspace_id = o.workspace_id and ${words} and t.contact_id in (
    select i.contact_id from (${addressees}) i
    where i.workspace_id = o.workspace_id and ((i.kind = 'email' and lower(i.value) = o.email) or (i.kind = 'phone' and i.value = any(${phoneFormsSql('o.phone')})))) and ${isShown})`;
  const shown = ofBuyer(hasSpokenIn(scope, 't', parameters), scopeSql(scope, 't', parameters));
  if (scope.kind === 'assigned') return shown;
  return `(${shown} or not ${ofBuyer(hasWrittenIn('t'), `${scopeSql(scope, 't', parameters)} is not true`)})`;
}

/** Orders with one of the numbers $1, whose keys are $2, whose buyers the scope shows. */
export const findOrders = (scope: TicketScope, parameters: unknown[]): string => `
  select ${orderColumns}, ${byNumber} from orders o
  where ${hasNumber('$1', '$2')} and ${buyerScopeSql(scope, parameters)} order by o.placed_at desc, o.id limit ${mostNamed}`;

/** Returns a row when the scope shows the buyer of an order ($1). */
export const showsOrder = (scope: TicketScope, parameters: unknown[]): string =>
  `select from orders o where o.id = $1 and ${buyerScopeSql(scope, parameters)}`;

/** Parameters: ticket, order, agent. Attaching it again changes nothing. */
export const attach = `
  insert into ticket_orders (ticket_id, order_id, attached_by) values ($1, $2, $3) on conflict do nothing`;

export const detach = 'delete from ticket_orders where ticket_id = $1 and order_id = $2';
