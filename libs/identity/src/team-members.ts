import { type Database, type Tx, rows } from '#libs/platform';
import {
  addAgents,
  agentsOfTeams,
  dropOtherAgents,
  joinTeams,
  leaveOtherTeams,
  teamsOfAgents,
} from './team-members.queries.js';

/** Replaces the teams of an agent. */
export async function setTeams(tx: Tx, agentId: string, teamIds: string[]): Promise<void> {
  await tx.query(leaveOtherTeams, [agentId, teamIds]);
  await tx.query(joinTeams, [agentId, teamIds]);
}

/** Replaces the agents of a team. */
export async function setAgents(tx: Tx, teamId: string, agentIds: string[]): Promise<void> {
  await tx.query(dropOtherAgents, [teamId, agentIds]);
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
