/** Returns a row when there is a workspace. */
export const anyWorkspace = 'select from workspaces limit 1';

/** Excludes other transactions that create the first workspace. Parameter: number of the lock. */
export const lockForFirst = 'select pg_advisory_xact_lock($1)';

/** The workspaces of the installation, oldest first. */
export const allWorkspaces = 'select id, name, slug from workspaces order by created_at limit 100';

/** Returns a row when a workspace was created as a demo. */
export const anyDemo = 'select from workspaces where demo limit 1';

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

/**
 * Makes an account an admin of the workspace in context, or its agent one. Parameters: id, account, name, email, state.
 */
export const makeAdmin = `
  insert into agents (id, account_id, name, email, role, state, joined_at)
  values ($1, $2, $3, $4, 'admin', $5, case when $5 = 'active' then now() end)
  on conflict on constraint agents_account_key do update
    set role = 'admin', state = excluded.state, joined_at = coalesce(agents.joined_at, excluded.joined_at)
  returning id`;

/** Merges preferences into an agent's. Parameters: agent, preferences as JSON. */
export const addPreferences = 'update agents set preferences = preferences || $2::jsonb where id = $1';

/** The workspaces in which an account is an active agent. For the system role. Parameter: account. */
export const membershipsOfAccount = `
  select a.workspace_id as "workspaceId", w.name as "workspaceName", a.id as "agentId"
  from agents a join workspaces w on w.id = a.workspace_id
  where a.account_id = $1 and a.state = 'active' order by w.name, w.id limit 100`;

/**
 * The language in which to write to an account: the one that its person chose, in this workspace before any other, else
 * the workspace's. For the system role. Parameters: account, workspace or null.
 */
export const languageOfAccount = `
  select coalesce(g.preferences->>'locale', w.locale) as locale
  from agents g join workspaces w on w.id = g.workspace_id where g.account_id = $1
  order by g.preferences->>'locale' is null, g.workspace_id is not distinct from $2 desc, g.state = 'active' desc, g.workspace_id limit 1`;

/** The workspace in context, and an agent's preferences in it. Parameter: agent. */
export const workspaceOfAgent = `
  select w.id, w.name, w.locale, w.time_zone as "timeZone", w.demo, a.preferences
  from workspaces w join agents a on a.workspace_id = w.id and a.id = $1`;

/** Parameters: agent, and the teams that they stay in. */
export const leaveOtherTeams =
  'delete from team_members where agent_id = $1 and not team_id = any($2::uuid[]) returning team_id as "teamId"';

/** Parameters: agent, teams. */
export const joinTeams =
  'insert into team_members (team_id, agent_id) select unnest($2::uuid[]), $1 on conflict do nothing';

/** Parameters: team, and the agents that stay in it. */
export const dropOtherAgents =
  'delete from team_members where team_id = $1 and not agent_id = any($2::uuid[]) returning agent_id as "agentId"';

/** Parameters: team, agents. */
export const addAgents =
  'insert into team_members (team_id, agent_id) select $1, unnest($2::uuid[]) on conflict do nothing';

/** Agents and the teams that each is in. Parameter: agents. */
export const teamsOfAgents = `
  select agent_id as "agentId", array_agg(team_id::text order by team_id) as "teamIds"
  from team_members where agent_id = any($1::uuid[]) group by agent_id`;

/** Teams and the agents in each. Parameter: teams. */
export const agentsOfTeams = `
  select team_id as "teamId", array_agg(agent_id::text order by agent_id) as "agentIds"
  from team_members where team_id = any($1::uuid[]) group by team_id`;

/** The workspace in context, for statements of other libs: the table has no policy. */
export const workspaceRows = `(select id, name, time_zone from workspaces where id = nullif(current_setting('waypost.workspace_id', true), '')::uuid)`;

/** All workspaces, for sweeps. */
export const everyWorkspaceRows = '(select id from workspaces)';

/** The workspace's agents and teams, for statements of other libs: `left join ${agentRows} a`. */
export const agentRows = '(select workspace_id, id, name from agents)';
export const teamRows = '(select workspace_id, id, name from teams)';

/** Agents who may sign in, and who is in which team; likewise. */
export const activeAgentRows = `(select workspace_id, id from agents where state = 'active')`;
export const membershipRows = '(select workspace_id, team_id, agent_id from team_members)';
