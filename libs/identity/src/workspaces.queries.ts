/** Gives a row when there is a workspace. */
export const anyWorkspace = 'select from workspaces limit 1';

/** Who makes the first workspace is alone until the end of the transaction. Parameter: number of the lock. */
export const lockForFirst = 'select pg_advisory_xact_lock($1)';
