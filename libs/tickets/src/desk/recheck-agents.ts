import type { Socket } from 'socket.io';
import { type AgentContext, type FindCaller, inScope, roomsOfScope, ticketScope } from '#libs/identity';
import { type Database, inWorkspace, settledWithin } from '#libs/platform';
import type { Presence } from './presence.js';

/** What a socket of an agent's screen carries. */
export interface SocketData {
  agent: AgentContext;
  tokenHash: Buffer;
}
interface Place {
  id: string;
  teamId: string | null;
  assigneeId: string | null;
}

const batch = 200;
/** A connection that has died silently must not end all rechecks. */
const patienceMs = 10_000;
const placesOf = `select id, team_id as "teamId", assignee_id as "assigneeId" from tickets where id = any($1::uuid[])`;

/** Asks again whether each socket's session still stands and what it may see: some at a time, one round at a time. */
export class RecheckSockets {
  private isRunning = false;

  constructor(
    private readonly findCaller: Pick<FindCaller, 'byHashes'>,
    private readonly database: Pick<Database, 'query'>,
    private readonly presence: Pick<Presence, 'watchedBy' | 'announce'>,
  ) {}

  /** Does nothing while the round before still runs. */
  async run(sockets: Iterable<Socket>): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      // One that fails, as when the database is away, is asked again in the next round.
      for (const [workspaceId, some] of batchesOf(sockets))
        await settledWithin(
          inWorkspace(workspaceId, () => this.recheck(some)),
          patienceMs,
        );
    } finally {
      this.isRunning = false;
    }
  }

  private async recheck(sockets: Socket[]): Promise<void> {
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

  /** Who may not see a ticket any more hears no more of who looks at it. */
  private async recheckWatched(watching: [Socket, AgentContext, string][]): Promise<void> {
    const found = await this.database.query<Place>(placesOf, [
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

/** Sockets of one workspace together, at most a batch of them. */
function batchesOf(sockets: Iterable<Socket>): [string, Socket[]][] {
  const byWorkspace = new Map<string, Socket[]>();
  for (const socket of sockets) {
    const { workspaceId } = dataOf(socket).agent;
    const others = byWorkspace.get(workspaceId);
    if (others) others.push(socket);
    else byWorkspace.set(workspaceId, [socket]);
  }
  return [...byWorkspace].flatMap(([workspaceId, all]) =>
    Array.from({ length: Math.ceil(all.length / batch) }, (_, index): [string, Socket[]] => [
      workspaceId,
      all.slice(index * batch, (index + 1) * batch),
    ]),
  );
}

async function moveRooms(socket: Socket, agent: AgentContext): Promise<void> {
  const rooms = roomsOfScope(agent.workspaceId, ticketScope(agent));
  dataOf(socket).agent = agent;
  for (const room of socket.rooms)
    if (room.startsWith('w:') && !room.includes(':presence:') && !rooms.includes(room)) await socket.leave(room);
  await socket.join(rooms);
}
