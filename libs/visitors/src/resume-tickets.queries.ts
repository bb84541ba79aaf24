const days = 30;
/** A browser has a page or two of a shop; tickets of lost answers end here. */
const mostPerVisitor = 10;

/** Stores a ticket. Parameters: hash, channel, visitor, subject, origin. */
export const keepTicket = `
  insert into visitor_resume_tickets (ticket_hash, channel_id, visitor_id, subject, origin, expires_at)
  values ($1, $2, $3, $4, $5, now() + interval '${days} days') on conflict do nothing`;

/** Deletes a visitor's oldest tickets beyond the limit. Parameter: visitor. */
export const dropOldTickets = `
  delete from visitor_resume_tickets t where t.visitor_id = $1 and t.ticket_hash in (
    select o.ticket_hash from visitor_resume_tickets o where o.visitor_id = $1 order by o.expires_at desc offset ${mostPerVisitor})`;

/**
 * Uses a ticket: another takes its place, so that of two uses at a time one succeeds. That of a proven person is good
 * with a proof of theirs only. Parameters: channel, hash, origin, proven subject, hash of the next one.
 */
export const useTicket = `
  update visitor_resume_tickets set ticket_hash = $5, subject = coalesce(subject, $4), expires_at = now() + interval '${days} days'
  where channel_id = $1 and ticket_hash = $2 and origin = $3 and expires_at > now() and (subject is null or subject = $4)
    and not exists (select from visitor_resume_tickets n where n.ticket_hash = $5)
  returning visitor_id as "visitorId"`;

/** A visitor has proven who they are: from now on their tickets need that proof too. Parameters: visitor, subject. */
export const bindTickets = `update visitor_resume_tickets set subject = $2 where visitor_id = $1 and subject is null`;

/** Parameter: visitor. */
export const dropTickets = `delete from visitor_resume_tickets where visitor_id = $1`;
