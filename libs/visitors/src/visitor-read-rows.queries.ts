/** How far the customer of a ticket has read in the chat, for statements of other libs: `from ${visitorReadRows} r`. */
export const visitorReadRows = '(select workspace_id, ticket_id, seq, read_at from visitor_reads)';
