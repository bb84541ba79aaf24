/** The workspaces with credentials to renew. For the system role. */
export const workspacesToRenew = `
  select distinct workspace_id as "workspaceId" from channels where active and renew_at <= now() limit 1000`;

/** Claims the next channel whose credentials are due: until it is settled, for an hour. */
export const claimRenewal = `
  update channels set renew_at = now() + interval '1 hour' where id = (
    select id from channels where active and renew_at <= now() order by renew_at limit 1 for no key update skip locked)
  returning id, credentials_end_at as "endsAt"`;

/** The provider refused the credentials ($1: channel): asking again soon changes nothing. */
export const postponeRenewal = `update channels set renew_at = now() + interval '1 day' where id = $1`;
