const days = 30;

/** Parameters: hash of the token, ticket, channel that mails, address. */
export const keepLink = `
  insert into visitor_answer_links (token_hash, ticket_id, channel_id, address, expires_at)
  values ($1, $2, $3, $4, now() + interval '${days} days')`;

/** Parameter: hash of the token. */
export const goodLink = `
  select ticket_id as "ticketId", channel_id as "channelId", address from visitor_answer_links
  where token_hash = $1 and expires_at > now()`;

/** Moves a link to the ticket that its reader opened when the one before was closed. Parameters: hash, ticket. */
export const moveLink = 'update visitor_answer_links set ticket_id = $2 where token_hash = $1';
