/**
 * The seq up to which a ticket's contact has read in the chat, for statements of other libs: `from ${visitorReadRows}
 * r`.
 */
export const visitorReadRows = '(select workspace_id, ticket_id, seq, read_at from visitor_reads)';
