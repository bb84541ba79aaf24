/** The account of an address, made where there is none; two invitations at once get the same. Parameters: id, email. */
export const accountOfEmail = `
  insert into accounts (id, email) values ($1, $2)
  on conflict (email) do update set email = excluded.email returning id`;

/**
 * An invited agent. Invited again they are what the newer invitation says; gives no row to one who has come already.
 * Parameters: id, account, name, email, role, only assigned.
 */
export const inviteAgent = `
  insert into agents (id, account_id, name, email, role, only_assigned, state) values ($1, $2, $3, $4, $5, $6, 'invited')
  on conflict on constraint agents_account_key do update
    set name = excluded.name, role = excluded.role, only_assigned = excluded.only_assigned
    where agents.state = 'invited'
  returning id`;

/** Adds to an agent's preferences. Parameters: agent, the added ones as JSON. */
export const addPreferences = 'update agents set preferences = preferences || $2::jsonb where id = $1';

/** The workspaces that an account is an active agent of, read as the system role. Parameter: account. */
export const membershipsOfAccount = `
  select a.workspace_id as "workspaceId", w.name as "workspaceName", a.id as "agentId"
  from agents a join workspaces w on w.id = a.workspace_id
  where a.account_id = $1 and a.state = 'active' order by w.name, w.id limit 100`;

/** The workspace in context, and what an agent prefers in it. Parameter: agent. */
export const workspaceOfAgent = `
  select w.id, w.name, w.locale, w.time_zone as "timeZone", w.demo, a.preferences
  from workspaces w join agents a on a.workspace_id = w.id and a.id = $1`;
