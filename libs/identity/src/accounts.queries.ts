/** Creates an account with a password; returns no row when the address has an account. Parameters: id, email, hash. */
export const insertAccount =
  'insert into accounts (id, email, password_hash) values ($1, $2, $3) on conflict do nothing returning id';

/** Finds or creates the account of an address; concurrent invitations get the same one. Parameters: id, email. */
export const accountOfEmail = `
  insert into accounts (id, email) values ($1, $2)
  on conflict (email) do update set email = excluded.email returning id`;

/** Creates the account of an address unless there is one. Parameters: id, email. */
export const ensureAccount = 'insert into accounts (id, email) values ($1, $2) on conflict do nothing';

/** The account of an address, and whether it has a password. Parameter: email. */
export const accountByEmail = 'select id, password_hash is not null as "isKnown" from accounts where email = $1';

/** Remembers the workspace that an account is in. Parameters: account, workspace. */
export const rememberWorkspace =
  'update accounts set last_workspace_id = $2 where id = $1 and last_workspace_id is distinct from $2';

/** Accounts of agents of demo workspaces, read as the system role. */
export const demoAccounts = `
  select distinct g.account_id as "accountId" from agents g join workspaces w on w.id = g.workspace_id
  where w.demo limit 1000`;

/** The accounts with an open session among these. Parameter: accounts. */
export const signedInAccounts = `
  select a.id, a.password_hash as "passwordHash" from accounts a
  where a.id = any($1::uuid[]) and exists (select from sessions s where s.account_id = a.id and s.expires_at > now())`;

/** Ends the tokens of a kind that were made before one. Parameters: kind, account, workspace, hash of that one. */
export const deleteEarlierTokens = `
  delete from account_tokens e using account_tokens n
  where n.token_hash = $4 and e.token_hash <> n.token_hash and e.expires_at <= n.expires_at
    and e.kind = $1 and e.account_id is not distinct from $2 and e.workspace_id is not distinct from $3`;

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

/**
 * Ends the unused links of an account, all or those of one kind. Parameters: account, kind or null.
 */
export const endLinks = `
  delete from account_tokens where account_id = $1 and used_at is null and ($2::text is null or kind = $2)`;

/** Parameters: hash of the token, account, workspace, agent, days until it ends. */
export const insertSession = `
  insert into sessions (token_hash, account_id, workspace_id, agent_id, expires_at)
  values ($1, $2, $3, $4, now() + make_interval(days => $5))`;

/** Parameter: hash of the token. */
export const endSession = 'delete from sessions where token_hash = $1';

/** Ends all sessions of an account but one. Parameters: account, hash of the token of the one that stays. */
export const endOtherSessions = 'delete from sessions where account_id = $1 and token_hash <> $2';

/** Parameter: accounts. */
export const endSessionsOfAccounts = 'delete from sessions where account_id = any($1::uuid[])';

/** Parameters: workspace, agent. */
export const endSessionsOfAgent = 'delete from sessions where workspace_id = $1 and agent_id = $2';

/** Parameter: hash of the token. */
export const workspaceOfSession = 'select workspace_id as "workspaceId" from sessions where token_hash = $1';

/** The active agents of those of these sessions that are open. Parameter: hashes of the tokens. */
export const agentsOfSessions = `
  select s.token_hash as "tokenHash", s.account_id as "accountId", a.id as "agentId", a.workspace_id as "workspaceId",
    a.name, a.email, a.role, a.only_assigned as "onlyAssigned",
    array(select m.team_id::text from team_members m where m.workspace_id = a.workspace_id and m.agent_id = a.id) as "teamIds"
  from sessions s join agents a on a.workspace_id = s.workspace_id and a.id = s.agent_id
  where s.token_hash = any($1::bytea[]) and s.expires_at > now() and a.state = 'active'`;
