/** Ticket rows, for statements of other libs: `from ${ticketRows} t`. A lock on such a row locks the ticket. */
export const ticketRows = `(
  select workspace_id, id, number, subject, status, priority, channel_id, channel_type, store_id, team_id, assignee_id,
    contact_id, recipient_kind, recipient_value, reply_to, locale, reply_token, automatic, last_seq, change_seq, clock, clock_state, clock_due_at, created_at,
    last_inbound_at
  from tickets)`;

/** Messages of tickets, including notes: filter by `visibility`. */
export const messageRows = `(
  select workspace_id, id, ticket_id, seq, change_seq, direction, visibility, author_kind, author_id, author_name, channel_id,
    channel_type, identity_kind, identity_value, external_id, mail_id, text, locale, flags, automatic, from_address, reply_to, raw_key, delivery_status, created_at, deleted_at
  from messages)`;

/** Files of messages, and uploads that belong to no message yet. */
export const fileRows = `(
  select workspace_id, id, message_id, visitor_id, name, content_type, size, state, position from attachments)`;

/** The seq up to which each agent has read a ticket. */
export const agentReadRows = '(select workspace_id, ticket_id, agent_id, seq from ticket_reads)';

/** Raw mails that are stored in the database and not under the message's `raw_key`. */
export const rawRows = '(select workspace_id, message_id, bytes from raw_messages)';
