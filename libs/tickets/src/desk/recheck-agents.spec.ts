import { randomBytes, randomUUID } from 'node:crypto';
import type { Socket } from 'socket.io';
import type { AgentContext } from '#libs/identity';
import { RecheckSockets } from '#libs/platform';
import { until } from '../../../../test/support/until.js';
import { RecheckAgents } from './recheck-agents.js';

const agentOf = (workspaceId: string): AgentContext => ({
  workspaceId,
  agentId: randomUUID(),
  accountId: randomUUID(),
  name: 'A',
  email: 'a@shop.example',
  role: 'agent',
  onlyAssigned: false,
  teamIds: [],
});

/** The part of a socket that a recheck uses. */
function socketIn(workspaceId: string) {
  const socket = {
    data: { agent: agentOf(workspaceId), tokenHash: randomBytes(32) },
    rooms: new Set([`w:${workspaceId}:all`]),
    connected: true,
    join: (rooms: string[]) => rooms.forEach((room) => socket.rooms.add(room)),
    leave: (room: string) => socket.rooms.delete(room),
    disconnect: () => (socket.connected = false),
  };
  return socket as unknown as Socket;
}

describe('rechecking sockets', () => {
  const asked: string[][] = [];
  let wait: Promise<void> = Promise.resolve();
  let gone: Socket[] = [];
  let fails = 0;
  let sockets: Socket[] = [];
  const finder = {
    byHashes: async (hashes: Buffer[]) => {
      const keys = hashes.map((hash) => hash.toString('base64'));
      asked.push(keys);
      await wait;
      if (fails-- > 0) throw new Error('the database is away');
      const standing = sockets
        .filter((socket) => !gone.includes(socket))
        .map(({ data }) => [(data.tokenHash as Buffer).toString('base64'), data.agent as AgentContext] as const);
      return new Map(standing.filter(([key]) => keys.includes(key)));
    },
  };
  const rechecks = new RecheckSockets(
    new RecheckAgents(finder, { query: async () => [] }, { watchedBy: () => null, announce: () => undefined }),
  );
  beforeEach(() => {
    asked.length = 0;
    [gone, fails] = [[], 0];
    sockets = Array.from({ length: 450 }, (_, index) => socketIn(index < 440 ? 'one' : 'other'));
  });

  it('goes by batches of one workspace, and cuts whose session has ended', async () => {
    gone = [sockets[7]!, sockets[445]!];
    await rechecks.run(sockets);
    expect(asked.map(({ length }) => length)).toEqual([200, 200, 40, 10]);
    expect(sockets.filter(({ connected }) => !connected)).toEqual(gone);
    expect([...sockets[0]!.rooms].sort()).toEqual([`w:one:agent:${sockets[0]!.data.agent.agentId}`, 'w:one:no-team']);
  });

  it('never runs twice at once, and one batch that fails holds up no other', async () => {
    let end = () => {};
    wait = new Promise((resolve) => (end = resolve));
    fails = 1;
    gone = [sockets[7]!, sockets[300]!];
    const first = rechecks.run(sockets);
    await until('the first questions', () => asked.length === 4);
    await rechecks.run(sockets);
    expect(asked).toHaveLength(4);
    end();
    await first;
    expect(asked).toHaveLength(4);
    expect([sockets[7]!.connected, sockets[300]!.connected]).toEqual([true, false]);
    await rechecks.run(sockets);
    expect(sockets[7]!.connected).toBe(false);
  });
});
