import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Socket, io } from 'socket.io-client';
import type { VisitorSendResult } from '#libs/contracts';
import { VisitorGateway } from '../../libs/visitors/src/visitor.gateway.js';
import { atBest } from '../support/at-best.js';
import type { Client } from '../support/client.js';
import { until } from '../support/until.js';
import { TestVisitor, visit } from '../support/visitor.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';

type Received = { event: string; payload: Record<string, unknown> }[];

describe('a visitor’s socket', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let channelId: string;
  const sockets: Pick<Socket, 'close'>[] = [];
  beforeAll(async () => {
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    channelId = (await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Shop' })).body.id;
  });
  afterEach(() => sockets.splice(0).forEach((socket) => socket.close()));
  afterAll(() => waypost?.close());

  const newVisitor = () => visit(waypost.url, channelId);

  async function listen(visitor: TestVisitor, options?: Record<string, unknown>) {
    const socket = visitor.socket(options);
    sockets.push(socket);
    const received: Received = [];
    socket.onAny((event: string, payload) => received.push({ event, payload }));
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    return { socket, received };
  }
  async function listenAsAgent() {
    const socket = io(`${waypost.url}/agent`, {
      auth: { token: admin.token },
      transports: ['websocket'],
      forceNew: true,
    });
    sockets.push(socket);
    const received: Received = [];
    socket.onAny((event: string, payload) => received.push({ event, payload }));
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    return { socket, received };
  }

  it('stores before it acknowledges, and an agent receives the hint', async () => {
    const agent = await listenAsAgent();
    const { socket } = await listen(await newVisitor());
    const id = randomUUID();
    const results = await Promise.all([1, 2, 3].map(() => socket.emitWithAck('send', { id, text: 'by socket' })));
    const [first] = results as Extract<VisitorSendResult, { ok: true }>[];
    expect(new Set(results.map((result) => result.ok && result.message.id)).size).toBe(1);
    expect(
      (await admin.get<{ items: unknown[] }>(`/api/v1/tickets/${first!.ticketId}/messages`)).body.items,
    ).toHaveLength(1);
    await until('the agent’s hint', () =>
      agent.received.find(
        ({ event, payload }) => event === 'ticket:changed' && payload['ticketId'] === first!.ticketId,
      ),
    );
  });

  it('receives answers on its own tickets, also on those opened after it connected, and on no others', async () => {
    const [visitor, other] = [await newVisitor(), await newVisitor()];
    const [mine, theirs] = [await listen(visitor), await listen(other)];
    const { ticketId } = await visitor.write('hello');
    await pause(100);
    mine.received.length = 0;
    await admin.post(`/api/v1/tickets/${ticketId}/messages`, { text: 'SECRET-ANSWER', visibility: 'public' });
    await until('the hint', () => mine.received.find(({ event }) => event === 'ticket:changed'));
    await admin.post(`/api/v1/tickets/${ticketId}/messages`, { text: 'a note', visibility: 'internal' });
    await pause(200);
    expect(JSON.stringify(mine.received)).not.toMatch(/SECRET|note/);
    expect(theirs.received).toEqual([]);
  });

  it('shows who types, both ways, on own tickets only', async () => {
    const [visitor, other] = [await newVisitor(), await newVisitor()];
    const { ticketId } = await visitor.write('hello');
    const agent = await listenAsAgent();
    const { socket, received } = await listen(visitor);
    (await listen(other)).socket.emit('typing', { ticketId });
    await pause(200);
    expect(agent.received.some(({ event }) => event === 'visitor:typing')).toBe(false);
    socket.emit('typing', { ticketId });
    await until('typing at the agent’s', () =>
      agent.received.find(({ event, payload }) => event === 'visitor:typing' && payload['ticketId'] === ticketId),
    );
    agent.socket.emit('announce', { ticketId, state: 'typing' });
    const typing = await until('typing at the visitor’s', () => received.find(({ event }) => event === 'agent:typing'));
    expect(typing.payload).toMatchObject({ ticketId, name: 'Ada' });
  });

  it('is refused without a token, with one that is over, from a foreign page, whatever rooms it asks for', async () => {
    const ended = await newVisitor();
    await ended.send('DELETE', '/sessions/current');
    const tampered = await newVisitor();
    const refused = [
      new TestVisitor(waypost.url, ''),
      new TestVisitor(waypost.url, `${channelId}.${'A'.repeat(43)}`),
      ended,
      new TestVisitor(waypost.url, tampered.visitorToken.replace(channelId, randomUUID())),
    ];
    for (const visitor of refused) await expect(listen(visitor)).rejects.toThrow('not-signed-in');
    await expect(listen(tampered, { extraHeaders: { origin: 'https://evil.example' } })).rejects.toThrow();
    for (const token of [['x'], { $gt: '' }, 7, null])
      await expect(listen(tampered, { auth: { token } })).rejects.toThrow('not-signed-in');

    const other = await newVisitor();
    const { ticketId } = await other.write('hello');
    const { socket, received } = await listen(tampered, {
      auth: { token: tampered.visitorToken, rooms: ['*', ticketId], ticketIds: [ticketId], workspaceId: '%' },
    });
    for (const event of ['subscribe', 'join', 'watch', 'ticket:changed'])
      (socket as unknown as Socket).emit(event, [ticketId, '*', '%', 1]);
    await admin.post(`/api/v1/tickets/${ticketId}/messages`, { text: 'not yours', visibility: 'public' });
    await pause(300);
    expect(received).toEqual([]);
  });

  it('is cut within five seconds when its channel is switched off, and at once by a log-out', async () => {
    await atBest(async () => {
      const elsewhere = (await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Other' })).body
        .id;
      const late = await listen(await visit(waypost.url, elsewhere));
      await admin.send('PATCH', `/api/v1/channels/${elsewhere}`, { body: { active: false } });
      await until('the cut', () => !late.socket.connected, 5_000);
    });
    // From here on no socket is checked anew: what cuts the next one is the log-out itself.
    clearInterval(Reflect.get(waypost.api.get(VisitorGateway, { strict: false }), 'recheck') as NodeJS.Timeout);
    const visitor = await newVisitor();
    const { socket } = await listen(visitor);
    await visitor.send('DELETE', '/sessions/current');
    await until('the cut', () => !socket.connected);
  }, 30_000);

  it('is held to its limits, and others are not', async () => {
    const [flood, calm] = [await newVisitor(), await newVisitor()];
    const { ticketId } = await flood.write('hello');
    const agent = await listenAsAgent();
    const { socket } = await listen(flood);
    const began = Date.now();
    for (let n = 0; n < 150; n += 1) socket.emit('typing', { ticketId });
    await pause(300);
    // Two at once, then one a second.
    expect(agent.received.filter(({ event }) => event === 'visitor:typing').length).toBeLessThanOrEqual(
      3 + (Date.now() - began) / 1_000,
    );
    const many = await Promise.allSettled(Array.from({ length: 30 }, () => listen(flood)));
    expect(many.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(10);
    const huge = await listen(await newVisitor());
    (huge.socket as unknown as Socket).emit('send', { id: randomUUID(), text: 'x'.repeat(10_000_000) });
    await until('the cut', () => !huge.socket.connected);
    for (const odd of [null, 7, 'x', [], { id: 1 }, { id: randomUUID(), text: 'x', admin: true }]) {
      expect(await (await listen(calm)).socket.emitWithAck('send', odd as never)).toEqual({
        ok: false,
        problem: 'invalid-request',
      });
      sockets.splice(-1)[0]!.close();
    }
    expect(
      await (await listen(calm)).socket.emitWithAck('send', { id: randomUUID(), text: 'still here' }),
    ).toMatchObject({ ok: true });
  });
});
