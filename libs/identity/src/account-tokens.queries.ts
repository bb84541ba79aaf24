/** Ends earlier tokens of a kind. Parameters: kind, account, workspace. */
export const deleteTokens = `
  delete from account_tokens
  where kind = $1 and account_id is not distinct from $2 and workspace_id is not distinct from $3`;

/** Parameters: hash, kind, account, workspace, agent, hours until it ends. */
export const insertToken = `
  insert into account_tokens (token_hash, kind, account_id, workspace_id, agent_id, expires_at)
  values ($1, $2, $3, $4, $5, now() + make_interval(hours => $6))`;

/** Parameters: hash, kind. */
export const workspaceOfToken = `
  select workspace_id as "workspaceId" from account_tokens where token_hash = $1 and kind = $2`;

/** Returns a row when the token is valid. Parameters: hash, kind. */
export const findGoodToken = `
  select from account_tokens where token_hash = $1 and kind = $2 and used_at is null and expires_at > now()`;

/** Consumes a token; returns no row when it is not valid. Parameters: hash, kind. */
export const redeemToken = `
  update account_tokens set used_at = now()
  where token_hash = $1 and kind = $2 and used_at is null and expires_at > now()
  returning account_id as "accountId", workspace_id as "workspaceId", agent_id as "agentId"`;

/** Ends the unused invitations of an agent. Parameters: workspace, agent. */
export const deleteInvitations = `
  delete from account_tokens where kind = 'invitation' and workspace_id = $1 and agent_id = $2 and used_at is null`;
