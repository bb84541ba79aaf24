import { Id } from '#libs/contracts';
import { defineEvent } from '#libs/platform';

/** An agent may no longer sign in. */
export const AgentDeactivated = defineEvent('AgentDeactivated', { agentId: Id });

/** An agent was taken out of a team. */
export const AgentLeftTeam = defineEvent('AgentLeftTeam', { agentId: Id, teamId: Id });
