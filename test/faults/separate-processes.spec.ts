import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Message, Ticket } from '#libs/contracts';
import { type Accepted, statusOf, textFrom } from '../../apps/playground/server/graph-api/index.js';
import { isAlive } from '../../apps/standalone/src/postgres/index.js';
import { Client } from '../support/client.js';
import { setUpAt } from '../support/lone-waypost.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { buildOnce, type SpawnedWaypost, type SpawnOptions, spawnWaypost } from '../support/spawn-waypost.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { type WhatsappChannel, whatsappChannel } from '../support/whatsapp-channel.js';
import { isLong } from '../support/long.js';

type Page<T> = { items: T[] };
const patience = 120_000;
const dataDir = mkdtempSync(path.join(tmpdir(), 'waypost-apart-'));
const running = new Set<SpawnedWaypost>();
let database: TestDatabase;
let redis: TestRedis | undefined;

async function start(program: SpawnOptions['program'], env: Record<string, string> = {}, args: string[] = []) {
  const redisUrl: Record<string, string> = redis ? { REDIS_URL: redis.url } : {};
  const waypost = await spawnWaypost({
    program,
    args,
    env: {
      DATABASE_URL: database.appUrl,
      SECRET_KEY: 'k'.repeat(40),
      DATA_DIR: dataDir,
      ALLOW_PRIVATE_NETWORK: 'true',
      LOG_LEVEL: 'info',
      ...redisUrl,
      ...env,
    },
  });
  running.add(waypost);
  void waypost.ended.then(() => running.delete(waypost));
  return waypost;
}

beforeAll(buildOnce, 240_000);
beforeAll(async () => {
  database = await createTestDatabase();
  redis = process.env.WAYPOST_TEST_MODE === 'redis' ? await startRedis() : undefined;
}, patience);

afterAll(async () => {
  await Promise.all([...running].map((waypost) => waypost.end('SIGKILL')));
  await redis?.stop();
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const textOf = ({ body }: Accepted): string => (body['text'] as { body: string }).body;

describe('apis and workers, each a process of its own, side by side', () => {
  let [one, other, worker]: SpawnedWaypost[] = [];
  /** A worker that was asleep, and is one of two since. */
  let woken: SpawnedWaypost | undefined;
  let admin: Client;
  let channel: WhatsappChannel;
  afterAll(() => channel?.graph.close());

  const at = (api: SpawnedWaypost) => new Client(api.url, admin.token);
  const tickets = async () => (await at(other!).get<Page<Ticket>>('/api/v1/tickets?limit=100')).body.items;
  const messages = async (ticketId: string) =>
    (await at(other!).get<Page<Message>>(`/api/v1/tickets/${ticketId}/messages?limit=200`)).body.items;
  const reply = (api: SpawnedWaypost, ticketId: string, text: string, key: string = randomUUID()) =>
    at(api).post<Message>(
      `/api/v1/tickets/${ticketId}/messages`,
      { text, visibility: 'public' },
      { 'idempotency-key': key },
    );
  const stateOf = async (ticketId: string) => (await messages(ticketId)).at(-1)!.deliveryStatus;
  const acceptedOf = (phone: string, { graph } = channel) =>
    graph.accepted.filter(({ recipient }) => recipient === phone);
  async function ticketOf(phone: string, { graph } = channel): Promise<string> {
    expect(await graph.deliver(textFrom({ phone, name: phone }, 'Hello?'))).toBe(200);
    return (await tickets()).find(({ contact }) => contact.name === phone)!.id;
  }
  const runs = (each: SpawnedWaypost) => until('the worker', () => each.output().includes('the worker runs'), 60_000);

  beforeAll(async () => {
    const faulty = fileURLToPath(new URL('../support/throw-astray.mjs', import.meta.url));
    [one, other, worker] = await Promise.all([
      start('api'),
      start('api'),
      start('worker', { NODE_OPTIONS: `--import=${faulty}` }),
    ]);
    const command = await start('cli', {}, ['create-admin']);
    await Promise.all([one.ready(), other.ready(), runs(worker)]);
    admin = await setUpAt(one.url, command);
    channel = await whatsappChannel(admin);
  }, patience);

  it('run two apis and a worker', async () => {
    const { queues } = (await (await fetch(`${one!.url}/readyz`)).json()) as { queues: { kind: string } };
    expect(queues.kind).toBe(redis ? 'redis' : 'postgres');
  });

  it(
    'a commit in an api wakes the relay of the worker, which polls only every five seconds',
    async () => {
      const ticketId = await ticketOf('491530000009');
      const waits: number[] = [];
      for (let count = 1; count <= 5; count++) {
        const start = Date.now();
        await reply(one!, ticketId, `answer ${count}`);
        await until('it has left', () => acceptedOf('491530000009').length === count, 30_000);
        waits.push(Date.now() - start);
      }
      // By polls alone the median would be 2.5 s.
      expect(waits.sort((a, b) => a - b)[2]).toBeLessThan(1_000);
    },
    patience,
  );

  it(
    'F41 what is thrown in one job where nothing catches it ends neither its worker nor the work of others',
    async () => {
      const astray = await whatsappChannel(admin, { prefix: '/astray' });
      const ticketId = await ticketOf('491530000001', astray);
      await reply(one!, ticketId, 'with a fault');
      await until('the fault', () => worker!.output().includes('Thrown where nothing catches it'), 30_000);
      const next = await ticketOf('491530000002');
      await reply(one!, next, 'without one');
      await until(
        'both are sent',
        async () => (await stateOf(next)) === 'sent' && (await stateOf(ticketId)) === 'sent',
        30_000,
      );
      expect(isAlive(worker!.pid)).toBe(true);
      await astray.graph.close();
    },
    patience,
  );

  it(
    'F09 a worker that halts while it sends is succeeded, and sends nothing again when it wakes',
    async () => {
      const ticketId = await ticketOf('491530000003');
      channel.graph.misbehave({ kind: 'slow', ms: 2_000 });
      await reply(one!, ticketId, 'only once');
      await until('it is taken', () => acceptedOf('491530000003').length, 30_000);
      const asleep = worker!;
      process.kill(asleep.pid, 'SIGSTOP');
      const wake = Date.now() + (isLong ? 60_000 : 0);
      worker = await start('worker');
      await until('another takes over, and does not know', async () => (await stateOf(ticketId)) === 'unknown', 90_000);
      await pause(Math.max(0, wake - Date.now()));
      process.kill(asleep.pid, 'SIGCONT');
      await reply(one!, ticketId, 'and the next');
      await until('the next is sent', async () => (await stateOf(ticketId)) === 'sent', 60_000);
      woken = asleep;
      expect(acceptedOf('491530000003').map(textOf)).toEqual(['only once', 'and the next']);
      await channel.graph.deliver({ statuses: [statusOf(acceptedOf('491530000003')[0]!, 'delivered')] });
      expect((await messages(ticketId)).find(({ text }) => text === 'only once')!.deliveryStatus).toBe('delivered');
    },
    patience * 2,
  );

  it(
    'F38 asked to stop under load, an api and a worker drain within half a minute: nothing is lost, nothing doubled',
    async () => {
      const second = woken ?? (await start('worker'));
      await runs(second);
      let rounds = 0;
      const some = isLong ? 20 : 12;
      let isOver = false;
      const lanes = await Promise.all(
        Array.from({ length: 4 }, async (_, lane) => ({
          phone: `49154000000${lane}`,
          ticketId: await ticketOf(`49154000000${lane}`),
          said: ['Hello?'],
          answered: [] as string[],
        })),
      );
      const senders = lanes.map(async (lane) => {
        for (let n = 0; !isOver; n++, rounds++) {
          const change = textFrom({ phone: lane.phone, name: lane.phone }, `said ${n}`);
          // What the one does not take any more, the other does: as a balancer and a provider would have it.
          while ((await channel.graph.deliver(change).catch(() => 0)) !== 200)
            channel.graph.reportTo(`${other!.url}/hooks/whatsapp/${channel.id}`);
          lane.said.push(`said ${n}`);
          const key = randomUUID();
          const first = await reply(one!, lane.ticketId, `answer ${n}`, key).catch(() => null);
          if (first?.status !== 201) expect((await reply(other!, lane.ticketId, `answer ${n}`, key)).status).toBe(201);
          lane.answered.push(`answer ${n}`);
        }
      });
      await until('all are at it', () => rounds > some, 60_000);
      const ended = Promise.all([one!.end(), worker!.end()]);
      // A process that did not drain in time ends itself with another code.
      expect(await ended).toEqual([0, 0]);
      const sofar = rounds;
      await until('the others go on', () => rounds > sofar + some, 60_000);
      isOver = true;
      await Promise.all(senders);
      for (const { phone, ticketId, said, answered } of lanes) {
        const unsent = async () =>
          (await messages(ticketId)).filter(
            ({ direction, deliveryStatus }) => direction === 'outbound' && deliveryStatus !== 'sent',
          );
        // The states of those that remain are named: a wait that ends says only that there are some.
        await until('every answer is sent', async () => (await unsent()).length === 0, 90_000).catch(() => undefined);
        expect((await unsent()).map(({ text, deliveryStatus }) => `${text}: ${deliveryStatus}`)).toEqual([]);
        const all = await messages(ticketId);
        expect(all.filter(({ direction }) => direction === 'inbound').map(({ text }) => text)).toEqual(said);
        expect(all.filter(({ direction }) => direction === 'outbound').map(({ text }) => text)).toEqual(answered);
        expect(acceptedOf(phone).map(textOf)).toEqual(answered);
      }
      // The one that slept ends in order too.
      expect(await Promise.all([other!.end(), second.end()])).toEqual([0, 0]);
    },
    patience * 2,
  );
});
