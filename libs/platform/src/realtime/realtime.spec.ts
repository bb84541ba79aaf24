import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Global, type INestApplication, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { type OnGatewayConnection, SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import pg from 'pg';
import { io, type Socket as Client } from 'socket.io-client';
import type { Socket } from 'socket.io';
import { describeOnBoth, machine } from '../../../../test/support/machine.js';
import { startRedis, type TestRedis } from '../../../../test/support/redis.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { Config, loadConfig } from '../config/index.js';
import { createLog, Log } from '../observe/index.js';
import { OpenCount, rateLimit, Realtime, RealtimeModule, SocketAdapter, socketLimits } from './index.js';

let received = 0;
const people = new OpenCount(3);

@WebSocketGateway({ namespace: '/agent' })
class RoomGateway implements OnGatewayConnection {
  handleConnection(socket: Socket) {
    const { room, person } = socket.handshake.auth as { room?: string; person?: string };
    if (person && !people.admit(socket, person)) return void socket.disconnect(true);
    if (room) void socket.join(room);
  }

  @SubscribeMessage('type')
  type() {
    received++;
    return { ok: true };
  }
}

function moduleOf(env: Record<string, string>) {
  @Global()
  @Module({
    providers: [
      { provide: Config, useFactory: () => loadConfig({ SECRET_KEY: 'k'.repeat(32), ...env }) },
      { provide: Log, useValue: createLog('silent') },
    ],
    exports: [Config, Log],
  })
  class Ground {}
  return [Ground, RealtimeModule];
}

async function bootApi(env: Record<string, string>): Promise<INestApplication> {
  const testing = await Test.createTestingModule({ imports: moduleOf(env), providers: [RoomGateway] }).compile();
  const app = testing.createNestApplication();
  app.useWebSocketAdapter(new SocketAdapter(app, { ...socketLimits, floodPerSecond: 100 }));
  await app.listen(0, '127.0.0.1');
  return app;
}

const bootWorker = async (env: Record<string, string>) =>
  (await Test.createTestingModule({ imports: moduleOf(env) }).compile()).init();
const urlOf = (app: INestApplication) =>
  `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/agent`;

const happens = (client: Client, event: 'connect' | 'connect_error') =>
  new Promise<void>((resolve) => client.once(event, () => resolve()));
const clients: Client[] = [];
async function connect(app: INestApplication, auth: object, options: object = {}) {
  const client = io(urlOf(app), { auth, transports: ['websocket'], reconnection: false, forceNew: true, ...options });
  clients.push(client);
  await happens(client, 'connect');
  return client;
}
afterEach(() => void clients.splice(0).forEach((client) => client.disconnect()));

async function until(met: () => boolean, ms = 8_000) {
  const end = Date.now() + ms;
  while (!met()) {
    if (Date.now() > end) throw new Error(`not within ${ms} ms`);
    await pause(20);
  }
}

let database: TestDatabase;
let redis: TestRedis | undefined;
beforeAll(async () => {
  database = await createTestDatabase();
  redis = machine.redis.executable ? await startRedis() : undefined;
});
afterAll(async () => {
  await redis?.stop();
  await database.drop();
});

const environments = {
  Postgres: () => ({ DATABASE_URL: database.appUrl }),
  Redis: () => ({ DATABASE_URL: database.appUrl, REDIS_URL: redis!.url }),
};

describeOnBoth('hints', (name) => {
  const env = environments[name];
  const apps: { close(): Promise<void> }[] = [];
  afterEach(async () => void (await Promise.all(apps.splice(0).map((app) => app.close()))));

  async function cluster() {
    const [one, other, worker] = await Promise.all([bootApi(env()), bootApi(env()), bootWorker(env())]);
    apps.push(one, other, worker);
    return { one, other, worker };
  }

  /** The first hints may be lost while connections are being made. */
  async function arrives(send: () => void, got: () => boolean, ms = 8_000) {
    const repeat = setInterval(send, 100);
    await until(got, ms).finally(() => clearInterval(repeat));
  }

  test('reach the sockets of a room in every process, from a worker too, and no others', async () => {
    const { one, other, worker } = await cluster();
    const here: unknown[] = [];
    const there: unknown[] = [];
    const elsewhere: unknown[] = [];
    (await connect(one, { room: 'a' })).on('hint', (hint) => here.push(hint));
    (await connect(other, { room: 'a' })).on('hint', (hint) => there.push(hint));
    (await connect(other, { room: 'b' })).on('hint', (hint) => elsewhere.push(hint));
    for (const sender of [one, worker]) {
      here.length = there.length = 0;
      await arrives(
        () => sender.get(Realtime).emit('/agent', ['a'], 'hint', { id: 1 }),
        () => here.length > 0 && there.length > 0,
      );
    }
    expect(there[0]).toEqual({ id: 1 });
    one.get(Realtime).emit('/agent', [], 'hint', 'to nobody');
    await pause(100);
    expect(elsewhere).toEqual([]);
    expect(here).not.toContain('to nobody');
  });

  test('may be larger than a NOTIFY', async () => {
    const { other, worker } = await cluster();
    const got: string[] = [];
    (await connect(other, { room: 'a' })).on('hint', (hint: string) => got.push(hint));
    const large = '退款'.repeat(10_000);
    await arrives(
      () => worker.get(Realtime).emit('/agent', ['a'], 'hint', large),
      () => got.length > 0,
    );
    expect(got[0]).toBe(large);
  });

  test('cut sockets in every process', async () => {
    const { one, other, worker } = await cluster();
    const sockets = [await connect(one, { room: 'session' }), await connect(other, { room: 'session' })];
    await arrives(
      () => worker.get(Realtime).disconnect('/agent', ['session']),
      () => sockets.every((socket) => !socket.connected),
    );
  });

  test('reach processes alone', async () => {
    const { one, other, worker } = await cluster();
    const reached = new Set<string>();
    for (const [app, who] of [
      [one, 'one'],
      [other, 'other'],
    ] as const)
      app.get(Realtime).onBroadcast('presence', () => reached.add(who));
    await arrives(
      () => worker.get(Realtime).broadcast('presence', { ticketId: '1' }),
      () => reached.size === 2,
    );
  });

  test(`are lost while ${name} is away, quickly and without harm, and flow again after`, async () => {
    const { one, other } = await cluster();
    const here: unknown[] = [];
    const there: unknown[] = [];
    (await connect(one, { room: 'a' })).on('hint', (hint) => here.push(hint));
    (await connect(other, { room: 'a' })).on('hint', (hint) => there.push(hint));
    const send = () => one.get(Realtime).emit('/agent', ['a'], 'hint', 'x');
    await arrives(send, () => there.length > 0);
    await takeAway();
    here.length = 0;
    const start = Date.now();
    for (let count = 0; count < 100; count++) send();
    // A hundred that each waited for Redis would take far longer.
    expect(Date.now() - start).toBeLessThan(5_000);
    await until(() => here.length >= 100, 3_000);
    if (name === 'Redis') await redis!.start();
    there.length = 0;
    await arrives(send, () => there.length > 0, 15_000);
  });

  async function takeAway() {
    if (name === 'Redis') return redis!.stop('SIGKILL');
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await owner.end();
  }
});

describe('a socket', () => {
  let app: INestApplication;
  beforeAll(async () => {
    app = await bootApi({ DATABASE_URL: database.appUrl, PUBLIC_URL: 'https://help.shop.example' });
  });
  afterAll(() => app.close());

  it('is answered', async () => {
    const client = await connect(app, {});
    expect(await client.emitWithAck('type', {})).toEqual({ ok: true });
  });

  it('that types too quickly is announced now and then', async () => {
    const client = await connect(app, {});
    received = 0;
    const start = Date.now();
    for (let count = 0; count < 90; count++) client.emit('type', {});
    await pause(300);
    // Forty at once, then twenty a second.
    expect(received).toBeGreaterThanOrEqual(40);
    expect(received).toBeLessThan(54 + (Date.now() - start) / 50);
    expect(client.connected).toBe(true);
  });

  it('that floods is cut, and others are not', async () => {
    const other = await connect(app, {});
    const client = await connect(app, {});
    for (let count = 0; count < 1_000; count++) client.emit('type', {});
    await until(() => !client.connected);
    expect(await other.timeout(1_000).emitWithAck('type', {})).toEqual({ ok: true });
  });

  it.each(['websocket', 'polling'])('that sends ten megabytes by %s is cut', async (transport) => {
    const client = await connect(app, {}, { transports: [transport] });
    client.emit('type', 'x'.repeat(10_000_000));
    await until(() => !client.connected);
  });

  it('is one of few for its person', async () => {
    const sockets = await Promise.all(Array.from({ length: 6 }, () => connect(app, { person: 'visitor' })));
    await until(() => sockets.filter(({ connected }) => connected).length === 3);
    sockets.forEach((socket) => socket.disconnect());
    await pause(100);
    const again = await connect(app, { person: 'visitor' });
    await pause(50);
    expect(again.connected).toBe(true);
  });

  it.each([
    ['https://evil.example', false],
    ['null', false],
    ['https://help.shop.example', true],
    ['own host', true],
    [undefined, true],
  ])('from a page of %s: %s', async (origin, allowed) => {
    const own = new URL(urlOf(app)).origin;
    const client = io(urlOf(app), {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: origin ? { origin: origin === 'own host' ? own : origin } : {},
    });
    clients.push(client);
    const outcome = await Promise.race([
      happens(client, 'connect').then(() => true),
      happens(client, 'connect_error').then(() => false),
    ]);
    expect(outcome).toBe(allowed);
  });
});

it('a rate allows a burst and then its steady share', () => {
  let time = 0;
  const within = rateLimit(10, () => time);
  const allowed = (count: number) => Array.from({ length: count }, () => within()).filter(Boolean).length;
  expect(allowed(100)).toBe(20);
  time += 1_000;
  expect(allowed(100)).toBe(10);
});
