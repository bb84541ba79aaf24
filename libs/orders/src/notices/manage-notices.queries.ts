import { type TicketScope, scopeSql } from '#libs/identity';
import { hasSpokenIn, hasWrittenIn, messageRows, ticketRows } from '#libs/tickets';

/**
 * Which notices an agent may see, as a condition on a row `n`; its values are appended to `parameters`. A notice has
 * the scope of the ticket that carried it, else of the tickets in which its buyer has spoken; a buyer without any in
 * which they wrote, or with none elsewhere, belongs to no team. A ticket that an agent started counts for nothing
 * before the buyer has answered.
 */
function noticeScopeSql(scope: TicketScope, parameters: unknown[]): string {
  if (scope.kind === 'all') return 'true';
  const visible = scopeSql(scope, 't', parameters);
  const ofBuyer = `select from ${ticketRows} t where t.workspace_id = n.workspace_id and t.contact_id = n.contact_id`;
  const shown = `exists (${ofBuyer} and ${hasSpokenIn(scope, 't', parameters)} and ${visible})`;
  const elsewhere = `exists (${ofBuyer} and ${hasWrittenIn('t')} and ${visible} is not true)`;
  return `case when n.message_id is not null
    then exists (select from ${messageRows} m join ${ticketRows} t on t.workspace_id = m.workspace_id and t.id = m.ticket_id where m.workspace_id = n.workspace_id and m.id = n.message_id and ${visible})
    else ${shown} ${scope.kind === 'teams' ? `or not ${elsewhere}` : ''} end`;
}

const notices = `
  select n.id, n.kind, n.state, n.order_id as "orderId", o.number as "orderNumber", o.store_id as "storeId",
    n.contact_id as "contactId", n.recipient as "to", n.subject, n.text, n.detail as why, n.created_at as at
  from contact_notices n join orders o on o.workspace_id = n.workspace_id and o.id = n.order_id`;

/**
 * Notices that the scope shows. Parameters: state, id after which the page begins or null, limit; those of the scope
 * are appended.
 */
export const listVisible = (scope: TicketScope, parameters: unknown[]): string => `
  ${notices}
  where n.state = $1 and ($2::uuid is null or n.id > $2) and ${noticeScopeSql(scope, parameters)} order by n.id limit $3`;

/** Returns a row when the scope shows the notice. Parameter: notice; those of the scope are appended. */
export const existsVisible = (scope: TicketScope, parameters: unknown[]): string =>
  `select from contact_notices n where n.id = $1 and ${noticeScopeSql(scope, parameters)}`;

/** Parameter: notice. */
export const noticeById = `${notices} where n.id = $1`;

/** Notices that no channel could take; at most 1,000 are counted. */
export const countWaiting = `
  select count(*)::int as count from (select from contact_notices where state = 'needs-agent' limit 1000) as waiting`;

/** Returns a row when the notice waited for an agent, or had an unknown result. Parameters: notice, agent. */
export const settleByAgent = `
  update contact_notices set state = 'done', settled_by = $2
  where id = $1 and state in ('needs-agent', 'unknown') returning id`;
