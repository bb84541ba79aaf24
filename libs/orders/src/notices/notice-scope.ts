import { messageRows, ticketRows } from '#libs/tickets';
import { type TicketScope, scopeSql } from '#libs/identity';

/**
 * Which notices an agent may see, as a condition on a row `n`; its values are appended to `parameters`. A notice has
 * the scope of the ticket that carried it, else of its buyer's tickets; a buyer without any belongs to no team.
 */
export function noticeScopeSql(scope: TicketScope, parameters: unknown[]): string {
  if (scope.kind === 'all') return 'true';
  const visible = scopeSql(scope, 't', parameters);
  const ofBuyer = `select from ${ticketRows} t where t.workspace_id = n.workspace_id and t.contact_id = n.contact_id`;
  return `case when n.message_id is not null
    then exists (select from ${messageRows} m join ${ticketRows} t on t.workspace_id = m.workspace_id and t.id = m.ticket_id where m.workspace_id = n.workspace_id and m.id = n.message_id and ${visible})
    else exists (${ofBuyer} and ${visible}) ${scope.kind === 'teams' ? `or not exists (${ofBuyer})` : ''} end`;
}
