import { type Actor, type Database, type Tx, publish, repository, rows } from '#libs/platform';
import { AgentLeftTeam } from './events.js';
import { AgentEntity, TeamEntity } from './identity.entity.js';
import {
  addAgents,
  agentsOfTeams,
  dropOtherAgents,
  joinTeams,
  leaveOtherTeams,
  teamsOfAgents,
} from './members.queries.js';

/**
 * Whether the id is an active agent of the workspace. They stay one until the transaction ends, so that a ticket
 * that is given to them is seen by their deactivation.
 */
export async function isActiveAgent(tx: Tx, id: string): Promise<boolean> {
  const agent = await repository(tx, AgentEntity).findOne({ where: { id }, lock: { mode: 'pessimistic_read' } });
  return agent?.state === 'active';
}

/** Whether the id is a team of the workspace. */
export const isTeam = (tx: Tx, id: string): Promise<boolean> => repository(tx, TeamEntity).existsBy({ id });

/** Replaces the teams of an agent. */
export async function setTeams(tx: Tx, agentId: string, teamIds: string[], actor: Actor): Promise<void> {
  const left = await rows<{ teamId: string }>(tx, leaveOtherTeams, [agentId, teamIds]);
  for (const { teamId } of left) publish(tx, AgentLeftTeam, { actor, agentId, teamId });
  await tx.query(joinTeams, [agentId, teamIds]);
}

/** Replaces the agents of a team. */
export async function setAgents(tx: Tx, teamId: string, agentIds: string[], actor: Actor): Promise<void> {
  const dropped = await rows<{ agentId: string }>(tx, dropOtherAgents, [teamId, agentIds]);
  for (const { agentId } of dropped) publish(tx, AgentLeftTeam, { actor, agentId, teamId });
  await tx.query(addAgents, [teamId, agentIds]);
}

/** The teams by agent; without the agents who are in none. */
export async function readTeams(from: Tx | Database, agentIds: string[]): Promise<Map<string, string[]>> {
  const found = await rows<{ agentId: string; teamIds: string[] }>(from, teamsOfAgents, [agentIds]);
  return new Map(found.map(({ agentId, teamIds }) => [agentId, teamIds]));
}

/** The agents by team; without the teams that have none. */
export async function readAgents(from: Tx | Database, teamIds: string[]): Promise<Map<string, string[]>> {
  const found = await rows<{ teamId: string; agentIds: string[] }>(from, agentsOfTeams, [teamIds]);
  return new Map(found.map(({ teamId, agentIds }) => [teamId, agentIds]));
}
