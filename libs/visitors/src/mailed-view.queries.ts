import { agentRows } from '#libs/identity';
import { agentReadRows, messageRows, ticketRows } from '#libs/tickets';
import { messageColumns } from './visitor-view.queries.js';

/** What was mailed on the ticket $1 to the address $2, and what its owner answered; as rows `m`. */
const mailed = `m.ticket_id = $1 and m.visibility = 'public' and (
  exists (select from unread_answers u where u.workspace_id = m.workspace_id and u.message_id = m.id and u.mailed_to = $2)
  or (m.identity_kind = 'email' and m.identity_value = $2 and (m.direction = 'inbound' or m.delivery_status in ('sent', 'delivered', 'read'))))`;

const author = `left join ${agentRows} a on m.author_kind = 'agent' and a.workspace_id = m.workspace_id and a.id = m.author_id`;

/** The ticket as the owner of the address may see it. Nothing there waits to be read: it was mailed. */
export const mailedTicket = `
  select t.id, t.status = 'closed' as closed, t.change_seq as "changeSeq", coalesce(last.seq, 0) as "readSeq", 0 as unread,
    coalesce((select max(r.seq) from ${agentReadRows} r where r.workspace_id = t.workspace_id and r.ticket_id = t.id), 0) as "teamReadSeq",
    coalesce(last.seq, 0) as "lastSeq", last.text as "lastText", last.author_kind as "lastKind", last.author_name as "lastAuthor", last.created_at as "lastAt",
    case when last.author_kind = 'agent' then last.author_name end as "agentName"
  from ${ticketRows} t
  left join lateral (select m.seq, left(m.text, 200) as text, m.author_kind, coalesce(a.name, m.author_name) as author_name, m.created_at
    from ${messageRows} m ${author} where ${mailed} order by m.seq desc limit 1) last on true
  where t.id = $1`;

const messages = `select ${messageColumns} from ${messageRows} m ${author} where ${mailed}`;

/** Parameters: ticket, address, seq before which they are, limit. */
export const mailedBefore = `${messages} and m.seq < $3 order by m.seq desc limit $4`;

/** Parameters: ticket, address, message. */
export const mailedById = `${messages} and m.id = $3`;

/** Parameter: ticket. */
export const replyTokenOf = `select reply_token as "replyToken" from ${ticketRows} t where t.id = $1`;
