/** Gives a row when there is a workspace. */
export const anyWorkspace = 'select from workspaces limit 1';

/** Who makes the first workspace is alone until the end of the transaction. Parameter: number of the lock. */
export const lockForFirst = 'select pg_advisory_xact_lock($1)';

/** Begins the numbers of the tickets of the workspace in context. */
export const insertTicketCounter = 'insert into ticket_counters default values';
