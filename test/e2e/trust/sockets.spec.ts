import { setTimeout as pause } from 'node:timers/promises';
import { type Socket, io } from 'socket.io-client';
import type { Client } from '../../support/client.js';
import { until } from '../../support/until.js';
import { visit } from '../../support/visitor.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { type Signed, addMember } from './support/cast.js';
import { create } from './support/world.js';

type Received = { event: string; payload: Record<string, unknown> }[];

describe('sockets', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let workspaceId: string;
  let foreign: Client;
  let teamId: string;
  let teamChannel: string;
  let channelId: string;
  const open: Socket[] = [];
  beforeAll(async () => {
    waypost = await startWaypost({ parts: 'api' });
    const [home, other] = [await waypost.workspace('Home'), await waypost.workspace('Foreign')];
    ({ admin } = home);
    workspaceId = home.member.workspaceId;
    foreign = other.admin;
    teamId = await create(admin, '/api/v1/teams', { name: 'team' });
    channelId = await create(admin, '/api/v1/channels', { type: 'widget', name: 'Everybody' });
    teamChannel = await create(admin, '/api/v1/channels', { type: 'widget', name: 'Team', teamId });
  }, 60_000);
  afterEach(() => open.splice(0).forEach((socket) => socket.disconnect()));
  afterAll(() => waypost?.close());

  async function listen(
    namespace: string,
    auth: unknown,
    options: Record<string, unknown> = {},
  ): Promise<{ socket: Socket; received: Received }> {
    const socket = io(`${waypost.url}${namespace}`, {
      auth: auth as object,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: 4_000,
      ...options,
    });
    open.push(socket);
    const received: Received = [];
    socket.onAny((event: string, payload) => received.push({ event, payload }));
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    return { socket, received };
  }
  const listenAs = (client: Client, options?: Record<string, unknown>) =>
    listen('/agent', { token: client.token }, options);
  const member = (more: Partial<{ teamIds: string[]; onlyAssigned: boolean }> = {}): Promise<Signed> =>
    addMember(waypost, workspaceId, 'agent', { admin, ...more });
  const about = (received: Received, ticketId: string) =>
    received.filter(({ payload }) => JSON.stringify(payload).includes(ticketId));
  const patch = (path: string, body: object) => admin.send('PATCH', path, { body });

  it('hints at a channel that was made, changed or deleted go to all agents of its workspace, and to no others', async () => {
    const narrow = await listenAs((await member({ onlyAssigned: true })).client);
    const foreign = await listenAs((await waypost.workspace()).admin);
    const visitor = await listen('/visitor', { token: (await visit(waypost.url, channelId)).visitorToken });
    const { body } = await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Corner' });
    await patch(`/api/v1/channels/${body.id}`, { name: 'Other corner' });
    await admin.send('DELETE', `/api/v1/channels/${body.id}`);
    await until('all hints', () => about(narrow.received, body.id).length === 3);
    expect(narrow.received).toContainEqual({ event: 'channel:changed', payload: { channelId: body.id } });
    expect([...foreign.received, ...visitor.received]).toEqual([]);
  });

  test('A20 a handshake needs a token of a valid session, from a page of ours', async () => {
    const out = await member();
    await out.client.send('DELETE', '/api/v1/sessions/current');
    const visitor = await visit(waypost.url, channelId);
    const tokens: unknown[] = [
      undefined,
      '',
      'x',
      null,
      7,
      [admin.token],
      { $gt: '' },
      { token: admin.token },
      out.client.token,
      'A'.repeat(43),
      visitor.visitorToken,
      `${admin.token} `,
      'x'.repeat(10_000),
    ];
    for (const token of tokens) await expect(listen('/agent', { token })).rejects.toThrow();
    for (const token of [
      admin.token,
      undefined,
      `${channelId}.${'A'.repeat(43)}`,
      visitor.visitorToken.replace(channelId, teamChannel),
    ])
      await expect(listen('/visitor', { token })).rejects.toThrow();
    for (const origin of ['https://evil.example', 'null', `${waypost.url}.evil.example`, 'http://127.0.0.1:1'])
      await expect(listenAs(admin, { extraHeaders: { origin } })).rejects.toThrow();
    await expect(
      listen(
        '/agent',
        {},
        { extraHeaders: { cookie: `waypost_session=${admin.token}`, origin: 'https://evil.example' } },
      ),
    ).rejects.toThrow();
    for (const namespace of ['/', '/admin', '/agent/x', '/__proto__', '/%'])
      await expect(listen(namespace, { token: admin.token })).rejects.toThrow();
    expect(
      (await listen('/agent', {}, { extraHeaders: { cookie: `waypost_session=${admin.token}`, origin: waypost.url } }))
        .socket.connected,
    ).toBe(true);
  }, 30_000);

  test('A18 no hints of another workspace, team or ticket come by asking for them', async () => {
    const writer = await visit(waypost.url, teamChannel);
    const { ticketId } = await writer.write('for the team');
    const [outsider, assignedOnly, insider] = await Promise.all([
      member(),
      member({ teamIds: [teamId], onlyAssigned: true }),
      member({ teamIds: [teamId] }),
    ]);
    const auth = (client: Client) => ({
      token: client.token,
      rooms: ['*', `w:${workspaceId}:all`],
      room: `w:${workspaceId}:team:${teamId}`,
      workspaceId,
      ticketId,
      agentId: insider.agentId,
      role: 'admin',
    });
    const refused = await Promise.all(
      [foreign, outsider.client, assignedOnly.client].map((client) => listen('/agent', auth(client))),
    );
    const visitors = await Promise.all(
      [visit(waypost.url, teamChannel), visit(waypost.url, channelId)].map(async (made) =>
        listen('/visitor', { token: (await made).visitorToken, ticketId, rooms: ['*'] }),
      ),
    );
    const allowed = await listenAs(insider.client);
    for (const { socket } of [...refused, ...visitors]) {
      for (const event of [
        'subscribe',
        'join',
        'watch',
        'announce',
        'joinRoom',
        'ticket:changed',
        'presence',
        'typing',
      ]) {
        for (const what of [
          ticketId,
          [ticketId],
          '*',
          '%',
          1,
          { ticketId, state: 'viewing' },
          { room: `w:${workspaceId}:all` },
          { ticketId: '%' },
          { ticketId: 1 },
          null,
        ])
          socket.emit(event, what);
        await pause(10);
      }
    }
    await pause(200);
    await writer.write('more');
    await patch(`/api/v1/tickets/${ticketId}`, { priority: 'high' });
    allowed.socket.emit('announce', { ticketId, state: 'viewing' });
    await until('the insider receives it', () => about(allowed.received, ticketId).length >= 2);
    await pause(300);
    for (const { received } of [...refused, ...visitors]) expect(received).toEqual([]);
    expect(
      allowed.received
        .flatMap(
          ({ payload }) =>
            (payload['agents'] as { agentId: string }[] | undefined)?.map(({ agentId }) => agentId) ?? [],
        )
        .filter((id) => id !== insider.agentId),
    ).toEqual([]);
  }, 30_000);

  test('A24 what goes over a socket is ids and no words', async () => {
    const visitor = await visit(waypost.url, channelId);
    const { ticketId } = await visitor.write('CANARY-words');
    const [agent, own] = [await listenAs(admin), await listen('/visitor', { token: visitor.visitorToken })];
    await admin.post(`/api/v1/tickets/${ticketId}/messages`, { text: 'CANARY-note', visibility: 'internal' });
    await admin.post(`/api/v1/tickets/${ticketId}/messages`, { text: 'CANARY-answer', visibility: 'public' });
    await until('both receive it', () => agent.received.length >= 2 && own.received.length >= 1);
    expect(JSON.stringify([agent.received, own.received])).not.toMatch(/CANARY|@|127\.0\.0\.1/);
    expect(JSON.stringify(own.received)).not.toContain('changeSeq');
  });

  test('A17 A19 losing a ticket, team, role or session ends changes at once and hints within five seconds', async () => {
    const writer = await visit(waypost.url, teamChannel);
    const { ticketId } = await writer.write('for the team');
    const [leaves, given, narrowed, out, gone] = await Promise.all([
      member({ teamIds: [teamId] }),
      member(),
      member({ teamIds: [teamId] }),
      member({ teamIds: [teamId] }),
      member({ teamIds: [teamId] }),
    ]);
    const manager = await addMember(waypost, workspaceId, 'manager');
    await patch(`/api/v1/tickets/${ticketId}`, { assigneeId: given.agentId });
    const own = await given.client.post<{ id: string }>(`/api/v1/tickets/${ticketId}/messages`, {
      text: 'mine',
      visibility: 'public',
      sendAfterSeconds: 60,
    });
    expect(own.status).toBe(201);
    const people = [leaves, given, narrowed, out, gone, manager];
    const listeners = await Promise.all(people.map(({ client }) => listenAs(client)));
    for (const { socket } of listeners) socket.emit('announce', { ticketId, state: 'viewing' });
    await until('all receive it', () =>
      listeners.every(({ received }) => received.some(({ event }) => event === 'presence')),
    );

    await patch(`/api/v1/tickets/${ticketId}`, { assigneeId: null });
    await patch(`/api/v1/agents/${leaves.agentId}`, { teamIds: [] });
    await patch(`/api/v1/agents/${narrowed.agentId}`, { onlyAssigned: true });
    await out.client.send('DELETE', '/api/v1/sessions/current');
    await patch(`/api/v1/agents/${gone.agentId}`, { deactivated: true });
    await patch(`/api/v1/agents/${manager.agentId}`, { role: 'agent' });
    // What they wrote themselves is no more theirs than the rest of the ticket.
    for (const action of ['cancel', 'send-again'])
      expect((await given.client.post(`/api/v1/tickets/${ticketId}/messages/${own.body.id}/${action}`)).status).toBe(
        404,
      );
    for (const { client } of people)
      expect([401, 404]).toContain((await client.get(`/api/v1/tickets/${ticketId}`)).status);

    await pause(5_000);
    for (const { received } of listeners) received.length = 0;
    const allowed = await listenAs(admin);
    await writer.write('after');
    allowed.socket.emit('announce', { ticketId, state: 'typing' });
    await patch(`/api/v1/tickets/${ticketId}`, { priority: 'urgent' });
    await until(
      'the allowed one receives it',
      () =>
        allowed.received.some(({ event }) => event === 'presence') &&
        allowed.received.some(({ event }) => event === 'ticket:changed'),
    );
    await pause(300);
    for (const [n, { received }] of listeners.entries()) expect([n, received]).toEqual([n, []]);
    expect([listeners[3]!.socket.connected, listeners[4]!.socket.connected]).toEqual([false, false]);
  }, 30_000);
});
