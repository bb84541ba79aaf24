/** Finds or creates the account of an address; concurrent invitations get the same one. Parameters: id, email. */
export const accountOfEmail = `
  insert into accounts (id, email) values ($1, $2)
  on conflict (email) do update set email = excluded.email returning id`;

/**
 * Creates an invited agent, or updates one who has not joined yet; returns no row when the agent has joined.
 * Parameters: id, account, name, email, role, only assigned.
 */
export const inviteAgent = `
  insert into agents (id, account_id, name, email, role, only_assigned, state) values ($1, $2, $3, $4, $5, $6, 'invited')
  on conflict on constraint agents_account_key do update
    set name = excluded.name, role = excluded.role, only_assigned = excluded.only_assigned
    where agents.state = 'invited'
  returning id`;

/** Merges preferences into an agent's. Parameters: agent, preferences as JSON. */
export const addPreferences = 'update agents set preferences = preferences || $2::jsonb where id = $1';

/** The workspaces in which an account is an active agent. For the system role. Parameter: account. */
export const membershipsOfAccount = `
  select a.workspace_id as "workspaceId", w.name as "workspaceName", a.id as "agentId"
  from agents a join workspaces w on w.id = a.workspace_id
  where a.account_id = $1 and a.state = 'active' order by w.name, w.id limit 100`;

/** The workspace in context, and an agent's preferences in it. Parameter: agent. */
export const workspaceOfAgent = `
  select w.id, w.name, w.locale, w.time_zone as "timeZone", w.demo, a.preferences
  from workspaces w join agents a on a.workspace_id = w.id and a.id = $1`;
