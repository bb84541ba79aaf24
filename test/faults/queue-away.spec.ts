import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import pg from 'pg';
import { io } from 'socket.io-client';
import type { Message, Ticket } from '#libs/contracts';
import { textFrom } from '../../apps/playground/server/graph-api/index.js';
import type { Client } from '../support/client.js';
import { describeWith } from '../support/machine.js';
import { startRedis } from '../support/redis.js';
import { createTestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { type WhatsappChannel, whatsappChannel } from '../support/whatsapp-channel.js';

type Page<T> = { items: T[] };
const patience = 120_000;

describeWith('redis', 'with queues on a Redis that is emptied or goes away', () => {
  let waypost: TestWaypost;
  let other: TestWaypost;
  let admin: Client;
  let channel: WhatsappChannel;

  beforeAll(async () => {
    const redis = await startRedis();
    const on = { database: await createTestDatabase(), redis, dataDir: `/tmp/waypost-queue-${randomUUID()}`, secretKey: 'k'.repeat(40) };
    waypost = await startWaypost({ on });
    other = await startWaypost({ on, parts: 'api' });
    ({ admin } = await waypost.workspace());
    channel = await whatsappChannel(admin);
  }, patience);
  afterAll(async () => {
    await channel?.graph.close();
    await other?.stop();
    await waypost?.close();
  }, patience);

  const messages = async (ticketId: string) => (await admin.get<Page<Message>>(`/api/v1/tickets/${ticketId}/messages`)).body.items;
  const reply = (ticketId: string, text: string) => admin.post<Message>(`/api/v1/tickets/${ticketId}/messages`, { text, visibility: 'public' }, { 'idempotency-key': randomUUID() });
  async function ticketOf(phone: string): Promise<string> {
    expect(await channel.graph.deliver(textFrom({ phone, name: phone }, 'Hello?'))).toBe(200);
    return (await admin.get<Page<Ticket>>('/api/v1/tickets')).body.items.find((ticket) => ticket.contact.name === phone)!.id;
  }
  const isSent = (ticketId: string) => until('it is sent', async () => (await messages(ticketId)).at(-1)!.deliveryStatus === 'sent', 60_000);

  test('F29 a message that comes to one node is heard at the other', async () => {
    const socket = io(`${other.url}/agent`, { auth: { token: admin.token! }, transports: ['websocket'] });
    await once(socket as never, 'connect');
    const heard = once(socket as never, 'ticket:changed', { signal: AbortSignal.timeout(10_000) });
    await ticketOf('491520000001');
    await heard;
    socket.close();
  });

  test('F10 what waits to be sent is sent after everything in Redis is gone', async () => {
    const ticketId = await ticketOf('491520000002');
    channel.graph.misbehave({ kind: 'throttle', retryAfterSeconds: 4 });
    await reply(ticketId, 'after a wait');
    await until('it backs off', async () => (await messages(ticketId)).at(-1)!.deliveryError !== null);
    const client = new Redis(waypost.redis!.url);
    await client.flushall();
    client.disconnect();
    await isSent(ticketId);
    expect(channel.graph.accepted.filter((message) => message.recipient === '491520000002')).toHaveLength(1);
  }, patience);

  test('F11 without Redis mail and messages are taken, it says so, and the answers leave when it is back', async () => {
    await waypost.redis!.stop('SIGKILL');
    const ticketId = await ticketOf('491520000003');
    expect((await reply(ticketId, 'while it is away')).status).toBe(201);
    const ready = await waypost.anonymous.get<{ queues: { ok: boolean } }>('/readyz');
    expect(ready).toMatchObject({ status: 200, body: { queues: { ok: false } } });
    await waypost.redis!.start();
    await isSent(ticketId);
  }, patience);

  test('F13 every connection to Postgres is cut: at worst 503, and all goes on', async () => {
    const deliveries = Array.from({ length: 30 }, async (_, index) => channel.graph.deliver(textFrom({ phone: '491520000004', name: '491520000004' }, `part ${index}`)));
    const owner = new pg.Client(waypost.database.ownerUrl);
    await owner.connect();
    await owner.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()');
    await owner.end();
    const answers = await Promise.all(deliveries);
    expect(answers.every((status) => status === 200 || status === 503)).toBe(true);
    const stored = await until('its messages', async () => {
      const { body } = await admin.get<Page<Ticket>>('/api/v1/tickets');
      const ticket = body.items?.find((each) => each.contact.name === '491520000004');
      return ticket && messages(ticket.id);
    }, 20_000);
    expect(stored.length).toBeGreaterThanOrEqual(answers.filter((status) => status === 200).length);
  }, patience);
});
