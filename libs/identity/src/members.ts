import { type Tx, repository } from '#libs/platform';
import { AgentEntity } from './agent.entity.js';
import { TeamEntity } from './team.entity.js';

/** Whether the id is an active agent of the workspace. */
export const isActiveAgent = (tx: Tx, id: string): Promise<boolean> =>
  repository(tx, AgentEntity).existsBy({ id, state: 'active' });

/** Whether the id is a team of the workspace. */
export const isTeam = (tx: Tx, id: string): Promise<boolean> => repository(tx, TeamEntity).existsBy({ id });
