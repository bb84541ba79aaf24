/** Creates an account with a password; returns no row when the address has an account. Parameters: id, email, hash. */
export const insertAccount =
  'insert into accounts (id, email, password_hash) values ($1, $2, $3) on conflict do nothing returning id';

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
