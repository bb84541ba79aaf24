import type { Socket } from 'socket.io';
import type { Realtime } from '#libs/platform';
import { Presence } from './presence.js';

type List = { ticketId: string; agents: { agentId: string; state: string }[] };

describe('presence', () => {
  let sent: { rooms: string[]; list: List }[];
  let presence: Presence;
  let now = Date.now();
  const realNow = Date.now;
  beforeEach(() => {
    sent = [];
    let listen: (announcement: unknown) => void = () => undefined;
    const realtime = {
      onBroadcast: (_topic: string, listener: typeof listen) => void (listen = listener),
      broadcast: (_topic: string, announcement: unknown) => listen(announcement),
      emit: (_namespace: string, rooms: string[], _event: string, list: List) => sent.push({ rooms, list }),
    };
    presence = new Presence(realtime as unknown as Realtime);
    now = realNow();
    Date.now = () => now;
  });
  afterEach(() => void (Date.now = realNow));

  function socketOf(id: string) {
    const rooms = new Set<string>();
    const received: List[] = [];
    const socket = {
      id,
      rooms,
      join: (room: string) => rooms.add(room),
      leave: (room: string) => rooms.delete(room),
      emit: (_event: string, list: List) => received.push(list),
    };
    return { socket: socket as unknown as Socket, received };
  }
  const announce = (socket: Socket, agentId: string, state: 'viewing' | 'typing' | 'gone', ticketId = 't1') =>
    presence.announce(socket, { workspaceId: 'w', agentId, ticketId, state });
  const last = () => sent.at(-1)!;

  it('is sent to the ticket’s room alone, when it changes, and to a screen that begins to look', () => {
    const [one, other, second] = [socketOf('1'), socketOf('2'), socketOf('3')];
    announce(one.socket, 'ann', 'viewing');
    expect(last()).toEqual({
      rooms: ['w:w:presence:t1'],
      list: { ticketId: 't1', agents: [{ agentId: 'ann', state: 'viewing' }] },
    });
    announce(one.socket, 'ann', 'viewing');
    announce(one.socket, 'ann', 'viewing');
    expect(sent).toHaveLength(1);
    announce(other.socket, 'bob', 'typing');
    expect(sent).toHaveLength(2);
    expect(last().list.agents).toHaveLength(2);
    // The other screens need no update, but this one has no state yet.
    announce(second.socket, 'bob', 'viewing');
    expect(sent).toHaveLength(2);
    expect(second.received).toEqual([last().list]);
    expect([...one.socket.rooms, ...other.socket.rooms, ...second.socket.rooms]).toEqual(
      Array.from({ length: 3 }, () => 'w:w:presence:t1'),
    );
  });

  it('ends with the socket, with another ticket, and after 40 seconds of silence', () => {
    const [one, other] = [socketOf('1'), socketOf('2')];
    announce(one.socket, 'ann', 'viewing');
    announce(other.socket, 'bob', 'viewing');
    announce(other.socket, 'bob', 'viewing', 't2');
    expect(sent.slice(-2).map(({ rooms, list }) => [rooms[0], list.agents.map(({ agentId }) => agentId)])).toEqual([
      ['w:w:presence:t1', ['ann']],
      ['w:w:presence:t2', ['bob']],
    ]);
    presence.leave('2');
    expect(last()).toEqual({ rooms: ['w:w:presence:t2'], list: { ticketId: 't2', agents: [] } });
    expect(presence.watchedBy(one.socket)).toBe('t1');
    now += 41_000;
    const late = socketOf('3');
    announce(late.socket, 'cyd', 'viewing');
    expect(last().list.agents).toEqual([{ agentId: 'cyd', state: 'viewing' }]);
  });

  it('of a ticket that is not looked at again is forgotten as well', () => {
    const [one, other] = [socketOf('1'), socketOf('2')];
    announce(one.socket, 'ann', 'viewing');
    now += 41_000;
    announce(other.socket, 'bob', 'viewing', 't2');
    presence.leave('1');
    expect(sent.map(({ rooms }) => rooms[0])).toEqual(['w:w:presence:t1', 'w:w:presence:t2']);
  });

  it('is repeated for those who missed it, but not with each announcement', () => {
    const { socket } = socketOf('1');
    for (let second = 0; second <= 60; second += 5) {
      announce(socket, 'ann', 'viewing');
      now += 5_000;
    }
    expect(sent.length).toBeGreaterThan(3);
    expect(sent.length).toBeLessThan(6);
  });
});
