import { adapters } from '#libs/channels';
import { identityRows } from '#libs/contacts';
import { agentRows } from '#libs/identity';
import { agentReadRows, fileRows, messageRows, ticketRows } from '#libs/tickets';

const socketTypes = adapters.filter(({ receive }) => receive === 'socket').map(({ type }) => `'${type}'`);

/**
 * What a visitor may see of a message `m`: public, from a chat, said by or to one of their addresses (the given
 * parameter), and of ours only what has been sent. Mails on the same ticket are not shown, because another person may
 * have typed their address. Messages of earlier versions have no address.
 */
const shown = (addresses: number) =>
  `m.visibility = 'public' and m.channel_type in (${socketTypes.join()}) and (m.identity_value is null or (m.identity_kind = 'visitor' and m.identity_value = any($${addresses}::text[]))) and (m.direction = 'inbound' or m.delivery_status in ('sent', 'delivered', 'read'))`;

/** Tickets of the addresses $2 on the channel $1, as rows `t`. */
const ownTickets = `
  ${identityRows} i join ${ticketRows} t on t.workspace_id = i.workspace_id and t.contact_id = i.contact_id
    and t.channel_id = $1 and t.recipient_kind = 'visitor' and t.recipient_value = i.value
  where i.kind = 'visitor' and i.value = any($2::text[])`;

export const findOwnTicket = `select t.id, t.team_id as "teamId", t.assignee_id as "assigneeId", t.change_seq as "changeSeq", t.last_seq as "lastSeq" from ${ownTickets} and t.id = $3`;

/** Ids of the tickets that a socket subscribes to, newest first. */
export const listOwnTicketIds = `select t.id from ${ownTickets} order by t.created_at desc, t.id desc limit $3`;

const describeTickets = `
  select t.id, t.status = 'closed' as closed, t.change_seq as "changeSeq", coalesce(r.seq, 0) as "readSeq",
    coalesce((select max(a.seq) from ${agentReadRows} a where a.workspace_id = t.workspace_id and a.ticket_id = t.id), 0) as "teamReadSeq",
    coalesce(last.seq, 0) as "lastSeq", last.text as "lastText", last.author_kind as "lastKind", last.author_name as "lastAuthor", last.created_at as "lastAt",
    (select count(*)::int from (select 1 from ${messageRows} m where m.workspace_id = t.workspace_id and m.ticket_id = t.id and m.seq > coalesce(r.seq, 0) and m.direction = 'outbound' and ${shown(2)} limit 100) u) as unread,
    (select coalesce(a.name, m.author_name) from ${messageRows} m left join ${agentRows} a on a.workspace_id = m.workspace_id and a.id = m.author_id
      where m.workspace_id = t.workspace_id and m.ticket_id = t.id and m.author_kind = 'agent' and ${shown(2)} order by m.seq desc limit 1) as "agentName"
  from own t
  left join visitor_reads r on r.workspace_id = t.workspace_id and r.ticket_id = t.id
  left join lateral (select m.seq, left(m.text, 200) as text, m.author_kind, coalesce(a.name, m.author_name) as author_name, m.created_at
    from ${messageRows} m left join ${agentRows} a on m.author_kind = 'agent' and a.workspace_id = m.workspace_id and a.id = m.author_id
    where m.workspace_id = t.workspace_id and m.ticket_id = t.id and ${shown(2)} order by m.seq desc limit 1) last on true
  order by t.created_at desc, t.id desc`;

export const listOwnTickets = `with own as (select t.* from ${ownTickets} order by t.created_at desc, t.id desc limit $3) ${describeTickets}`;
export const describeOwnTicket = `with own as (select t.* from ${ownTickets} and t.id = $3) ${describeTickets}`;

export const messageColumns = `
  m.id, m.external_id as "externalId", m.seq, m.change_seq as "changeSeq", m.direction, m.author_kind as "authorKind", coalesce(a.name, m.author_name) as "authorName",
  m.text, m.automatic ->> 'title' as "automaticTitle", m.automatic is not null as "isAutomatic", m.locale, m.created_at as "createdAt", m.deleted_at is not null as deleted,
  (select jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name, 'contentType', f.content_type, 'size', f.size, 'state', f.state) order by f.position)
    from ${fileRows} f where f.workspace_id = m.workspace_id and f.message_id = m.id and m.deleted_at is null) as files`;
/** The given parameter holds the visitor's addresses; $1 is the ticket. */
const messages = (
  addresses: number,
) => `select ${messageColumns} from ${messageRows} m left join ${agentRows} a on m.author_kind = 'agent' and a.workspace_id = m.workspace_id and a.id = m.author_id
  where m.ticket_id = $1 and ${shown(addresses)}`;

export const messagesAfter = `${messages(4)} and m.seq > $2 order by m.seq limit $3`;
export const messagesBefore = `${messages(4)} and m.seq < $2 order by m.seq desc limit $3`;
/** All changes with the same changeSeq come together, so that the next page can begin after it. */
export const messagesChanged = `${messages(5)} and m.change_seq > $2 and m.change_seq <= $4 order by m.change_seq fetch first $3 rows with ties`;
export const messageById = `${messages(3)} and m.id = $2`;
