import type { Socket } from 'socket.io';
import {
  type AgentContext,
  type FindCaller,
  inScope,
  roomOfWorkspace,
  roomsOfScope,
  ticketScope,
} from '#libs/identity';
import type { Database, SocketRecheck } from '#libs/platform';
import { placesOfTickets } from './list-tickets.queries.js';
import type { Presence } from './presence.js';

/** Data of an agent's socket. */
export interface SocketData {
  agent: AgentContext;
  tokenHash: Buffer;
}
interface Place {
  id: string;
  teamId: string | null;
  assigneeId: string | null;
}

/** Disconnects the sockets of agents whose session has ended, and moves the others to the rooms they may be in now. */
export class RecheckAgents implements SocketRecheck {
  constructor(
    private readonly findCaller: Pick<FindCaller, 'byHashes'>,
    private readonly database: Pick<Database, 'query'>,
    private readonly presence: Pick<Presence, 'watchedBy' | 'announce'>,
  ) {}

  workspaceOf(socket: Socket): string {
    return dataOf(socket).agent.workspaceId;
  }

  async recheck(sockets: Socket[]): Promise<void> {
    const agents = await this.findCaller.byHashes(sockets.map((socket) => dataOf(socket).tokenHash));
    const watching: [Socket, AgentContext, string][] = [];
    for (const socket of sockets) {
      const agent = agents.get(dataOf(socket).tokenHash.toString('base64'));
      if (!agent) {
        socket.disconnect(true);
        continue;
      }
      await moveRooms(socket, agent);
      const watched = this.presence.watchedBy(socket);
      if (watched) watching.push([socket, agent, watched]);
    }
    if (watching.length) await this.recheckWatched(watching);
  }

  /** An agent who may no longer see a ticket receives its presence no more. */
  private async recheckWatched(watching: [Socket, AgentContext, string][]): Promise<void> {
    const found = await this.database.query<Place>(placesOfTickets, [
      [...new Set(watching.map(([, , ticketId]) => ticketId))],
    ]);
    const places = new Map(found.map((place) => [place.id, place]));
    for (const [socket, agent, ticketId] of watching) {
      const place = places.get(ticketId);
      if (place && inScope(ticketScope(agent), place)) continue;
      this.presence.announce(socket, {
        workspaceId: agent.workspaceId,
        agentId: agent.agentId,
        ticketId,
        state: 'gone',
      });
    }
  }
}

const dataOf = (socket: Socket) => socket.data as SocketData;

async function moveRooms(socket: Socket, agent: AgentContext): Promise<void> {
  const rooms = roomsOfScope(agent.workspaceId, ticketScope(agent));
  const kept = new Set([...rooms, roomOfWorkspace(agent.workspaceId)]);
  dataOf(socket).agent = agent;
  for (const room of socket.rooms)
    if (room.startsWith('w:') && !room.includes(':presence:') && !kept.has(room)) await socket.leave(room);
  await socket.join(rooms);
}
