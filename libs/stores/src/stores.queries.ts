/** The workspace of a store; run outside of a workspace. Parameter: store. */
export const workspaceOfStore = 'select workspace_id as "workspaceId" from store_routes where store_id = $1';

/** A store of the workspace in context; run for each webhook. Parameter: store. */
export const storeById = `
  select id, workspace_id as "workspaceId", name, domain, platform, locale, time_zone as "timeZone", currency,
    webhook_secret as "webhookSecret"
  from stores where id = $1`;

/** The workspace's stores, for statements of other libs: `from ${storeRows} s`. */
export const storeRows =
  '(select workspace_id, id, name, locale, time_zone, watch_since, silent_after_days, late_after_days from stores)';
