/** The workspace's agents and teams, for statements of other libs: `left join ${agentRows} a`. */
export const agentRows = '(select workspace_id, id, name from agents)';
export const teamRows = '(select workspace_id, id, name from teams)';
