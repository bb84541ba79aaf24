import type { TicketScope } from '#libs/identity';
import { noticeScopeSql } from './notice-scope.js';

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

/** Returns a row when the notice waited for an agent, or had an unknown result. Parameters: notice, agent. */
export const settleByAgent = `
  update contact_notices set state = 'done', settled_by = $2
  where id = $1 and state in ('needs-agent', 'unknown') returning id`;
