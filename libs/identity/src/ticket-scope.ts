import type { AgentContext } from './agent-context.js';

/** The fields of a ticket that decide who may see it. */
export interface TicketPlace {
  teamId: string | null;
  assigneeId: string | null;
}

/**
 * Which tickets an agent may see; the only place that decides it, for routes, lists, search, counts and sockets. Admins
 * and managers see all; an agent those of their teams, those without a team and their own; with `onlyAssigned` only
 * their own.
 */
export type TicketScope =
  | { kind: 'all' }
  | { kind: 'teams'; teamIds: string[]; agentId: string }
  | { kind: 'assigned'; agentId: string };

export function ticketScope(agent: Pick<AgentContext, 'role' | 'onlyAssigned' | 'teamIds' | 'agentId'>): TicketScope {
  if (agent.role !== 'agent') return { kind: 'all' };
  if (agent.onlyAssigned) return { kind: 'assigned', agentId: agent.agentId };
  return { kind: 'teams', teamIds: agent.teamIds, agentId: agent.agentId };
}

export function inScope(scope: TicketScope, ticket: TicketPlace): boolean {
  if (scope.kind === 'all') return true;
  if (ticket.assigneeId === scope.agentId) return true;
  return scope.kind === 'teams' && (ticket.teamId === null || scope.teamIds.includes(ticket.teamId));
}

/**
 * Whether an agent may begin a ticket on a channel. It would belong to the channel's team, so another team's channel is
 * out of their reach, as are its tickets.
 */
export function mayWriteFrom(
  agent: Pick<AgentContext, 'role' | 'teamIds'>,
  { teamId }: Pick<TicketPlace, 'teamId'>,
): boolean {
  return agent.role !== 'agent' || teamId === null || agent.teamIds.includes(teamId);
}

/** The rule of `inScope` as a condition on a tickets row called `alias`; its values are appended to `parameters`. */
export function scopeSql(scope: TicketScope, alias: string, parameters: unknown[]): string {
  if (scope.kind === 'all') return 'true';
  const own = `${alias}.assignee_id = $${parameters.push(scope.agentId)}`;
  if (scope.kind === 'assigned') return own;
  return `(${alias}.team_id is null or ${alias}.team_id = any($${parameters.push(scope.teamIds)}::uuid[]) or ${own})`;
}

/**
 * Whether a scope shows every ticket, as a condition: also that of an agent who is in every team, or where there are
 * none; its values are appended to `parameters`.
 */
export function seesEverySql(scope: TicketScope, parameters: unknown[]): string {
  if (scope.kind !== 'teams') return String(scope.kind === 'all');
  return `not exists (select from teams each_team where not each_team.id = any($${parameters.push(scope.teamIds)}::uuid[]))`;
}

/** The rooms that an agent's socket joins to receive hints about tickets. */
export function roomsOfScope(workspaceId: string, scope: TicketScope): string[] {
  const room = (name: string) => `w:${workspaceId}:${name}`;
  if (scope.kind === 'all') return [room('all')];
  const own = room(`agent:${scope.agentId}`);
  if (scope.kind === 'assigned') return [own];
  return [own, room('no-team'), ...scope.teamIds.map((teamId) => room(`team:${teamId}`))];
}

/** The room of all agents of a workspace, for hints that concern no ticket. */
export const roomOfWorkspace = (workspaceId: string): string => `w:${workspaceId}:agents`;

/** The rooms that receive a ticket's hints: exactly those of the agents who may see it. */
export function roomsOfTicket(workspaceId: string, ticket: TicketPlace): string[] {
  const room = (name: string) => `w:${workspaceId}:${name}`;
  const rooms = [room('all'), room(ticket.teamId ? `team:${ticket.teamId}` : 'no-team')];
  if (ticket.assigneeId) rooms.push(room(`agent:${ticket.assigneeId}`));
  return rooms;
}
