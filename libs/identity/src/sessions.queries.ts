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
