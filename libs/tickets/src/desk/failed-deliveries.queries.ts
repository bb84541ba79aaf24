import { contactRows } from '#libs/contacts';
import { failedDispatches } from '#libs/dispatch';

/** What failed on tickets, newest first. Parameters: id before which the page begins or null, limit. */
export const listFailed = `
  select d.id, d.ticket_id as "ticketId", t.number as "ticketNumber", t.subject, c.name as "contactName", d.channel_id as "channelId",
    d.recipient_value as "to", d.status, d.error as why, coalesce(d.tried_at, d.created_at) as at
  from ${failedDispatches} d join tickets t on t.workspace_id = d.workspace_id and t.id = d.ticket_id
  left join ${contactRows} c on c.workspace_id = t.workspace_id and c.id = t.contact_id
  where $1::uuid is null or d.id < $1 order by d.id desc limit $2`;

export const countFailed = `select count(*)::int as count from (select from ${failedDispatches} d limit 1000) as failed`;
