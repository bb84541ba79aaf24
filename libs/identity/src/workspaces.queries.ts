/** Returns a row when there is a workspace. */
export const anyWorkspace = 'select from workspaces limit 1';

/** Excludes other transactions that create the first workspace. Parameter: number of the lock. */
export const lockForFirst = 'select pg_advisory_xact_lock($1)';
