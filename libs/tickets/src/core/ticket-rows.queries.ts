/** Tables of tickets, for statements of other libs: `from ${ticketRows} t`. A lock on a row of it is one on the ticket. */
export const ticketRows = `(
  select workspace_id, id, number, subject, status, priority, channel_id, channel_type, store_id, team_id, assignee_id,
    contact_id, recipient_kind, recipient_value, locale, reply_token, last_seq, change_seq, clock, clock_state, clock_due_at, created_at,
    last_inbound_at
  from tickets)`;

/** Messages of tickets; notes too, so name the `visibility` that is meant. */
export const messageRows = `(
  select workspace_id, id, ticket_id, seq, change_seq, direction, visibility, author_kind, author_id, author_name, channel_id,
    channel_type, external_id, mail_id, text, locale, automatic, from_address, raw_key, delivery_status, created_at, deleted_at
  from messages)`;

/** Files of messages, and those uploaded for one to come. */
export const fileRows = `(
  select workspace_id, id, message_id, visitor_id, name, content_type, size, state, position from attachments)`;

/** How far each agent has read a ticket. */
export const agentReadRows = '(select workspace_id, ticket_id, agent_id, seq from ticket_reads)';

/** Mails as they came, where they are kept beside the message and not under its `raw_key`. */
export const rawRows = '(select workspace_id, message_id, bytes from raw_messages)';
