import { claimRows, identityRows } from '#libs/contacts';
import { ticketsOfMails } from '#libs/dispatch';
import { takePlaceOfInbound } from '../core/ticket.queries.js';

/** What a thread leads to; expects the ticket as `t`. */
const threadTicket = `t.id, t.status, t.contact_id as "contactId", t.recipient_kind as "recipientKind", t.recipient_value as "recipientValue"`;

/** Parameter: reply tokens. */
export const ticketByReplyToken = `
  select ${threadTicket} from tickets t where t.reply_token = any($1::text[]) order by t.created_at desc limit 1`;

/**
 * Only Message-IDs of mails that we sent prove that the sender received one. Those of the newest may not be stored with
 * their message yet. Parameter: Message-IDs.
 */
export const ticketByMailId = `
  select ${threadTicket}
  from (
    select workspace_id, ticket_id, created_at from messages where mail_id = any($1::text[]) and direction = 'outbound'
    union all ${ticketsOfMails(1)}) m
  join tickets t on t.workspace_id = m.workspace_id and t.id = m.ticket_id order by m.created_at desc limit 1`;

const isNamed = '(a.reply_token = any($1::text[]) or a.mail_id = any($2::text[]))';

/** The ticket that an earlier answer to an awaited mail opened. Parameters: reply tokens, Message-IDs. */
export const ticketOfAwaited = `
  select ${threadTicket}
  from awaited_replies a join tickets t on t.workspace_id = a.workspace_id and t.id = a.ticket_id where ${isNamed} order by a.created_at desc limit 1`;

/** Parameters: reply token, Message-ID, the recipient's address. */
export const storeAwaited = `
  insert into awaited_replies (reply_token, mail_id, address) values ($1, $2, $3)
  on conflict (workspace_id, reply_token) do update set mail_id = excluded.mail_id`;

/** Parameters: reply tokens, Message-IDs, the ticket that the answer opened, the sender's address. */
export const linkAwaited = `update awaited_replies a set ticket_id = $3 where ${isNamed} and address = $4`;

/** Parameters: kind and value of an address, contact. */
export const isAddressOf = `
  select 1 from ${identityRows} i where kind = $1 and value = $2 and contact_id = $3
  union all select 1 from ${claimRows} c where kind = $1 and value = $2 and contact_id = $3 and proven limit 1`;

/** Our mails that a ticket's contact has been sent. */
const answered = (ticket: string) =>
  `exists (select from messages a where a.ticket_id = ${ticket} and a.direction = 'outbound' and a.visibility = 'public' and a.deleted_at is null)`;

/** Mails of a sender ($2) on a channel ($3) with Message-IDs ($1), in tickets of theirs that we have not answered. */
const ownMails = `
  from messages m join tickets t on t.workspace_id = m.workspace_id and t.id = m.ticket_id
  where m.mail_id = any($1::text[]) and m.direction = 'inbound' and m.from_address = $2 and m.channel_id = $3
    and m.author_id = t.contact_id and not ${answered('m.ticket_id')}`;

/** Parameters: those of `ownMails`. */
export const ownMailNamed = `select m.id ${ownMails} order by m.created_at desc limit 1`;

/**
 * The parameters are those of `ownMails`, then the contact's address and whether the sender of the answer is proven.
 */
export const ticketOfOwnMail = `
  select ${threadTicket} ${ownMails} and m.identity_value = $4 and ('unauthenticated' = any(m.flags)) = not $5::boolean
  order by m.created_at desc limit 1`;

/**
 * Locks a ticket ($6) and takes the message's seq; no row when it is closed. The other parameters are those of
 * `takePlaceOfInbound`.
 */
export const takePlaceInTicket = takePlaceOfInbound(`id = $6 and status <> 'closed'`);

/**
 * The same with the newest ticket of the contact with an address ($6, $7) on a channel ($8). Of visitors only with
 * their own: two who are one contact do not read each other's chats.
 */
export const takePlaceInNewest = takePlaceOfInbound(
  `contact_id = (select contact_id from ${identityRows} i where kind = $6 and value = $7) and channel_id = $8 and status <> 'closed' and ($6 <> 'visitor' or recipient_value = $7) order by created_at desc, id desc limit 1`,
);

/** The newest tickets of the contact with an address ($1, $2) on a channel ($3). */
export const newestTicketsOfAddress = `
  select id from tickets where contact_id = (select contact_id from ${identityRows} i where kind = $1 and value = $2) and channel_id = $3
  order by created_at desc, id desc limit 5`;

/** The newest ticket of a contact ($1) on a channel ($2). */
export const newestTicket = `
  select id from tickets where contact_id = $1 and channel_id = $2 order by created_at desc, id desc limit 1`;
