/** Marks our messages of a ticket ($1) on a channel ($4) as read by the contact up to a seq ($2), as its change $3. */
export const markReadUpTo = `
  update messages set delivery_status = 'read', change_seq = $3
  where ticket_id = $1 and seq <= $2 and direction = 'outbound' and visibility = 'public' and channel_id = $4
    and delivery_status in ('sent', 'delivered')
  returning id, old.delivery_status as "from"`;

/** Marks the sender of a message ($1) as verified, as the ticket's change $2. */
export const clearDoubt = `
  update messages set flags = array_remove(flags, 'unauthenticated'), change_seq = $2 where id = $1`;
