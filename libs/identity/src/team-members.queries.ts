/** Parameters: agent, and the teams that they stay in. */
export const leaveOtherTeams = 'delete from team_members where agent_id = $1 and not team_id = any($2::uuid[])';

/** Parameters: agent, teams. */
export const joinTeams =
  'insert into team_members (team_id, agent_id) select unnest($2::uuid[]), $1 on conflict do nothing';

/** Parameters: team, and the agents that stay in it. */
export const dropOtherAgents = 'delete from team_members where team_id = $1 and not agent_id = any($2::uuid[])';

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
