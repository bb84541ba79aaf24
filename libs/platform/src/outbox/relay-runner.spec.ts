import { setTimeout as pause } from 'node:timers/promises';
import { DiscoveryService } from '@nestjs/core';
import pg from 'pg';
import { z } from 'zod';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { until } from '../../../../test/support/until.js';
import { createDataSource } from '../database/data-source.js';
import { Database } from '../database/database.js';
import { newId } from '../database/new-id.js';
import { SystemDatabase } from '../database/system-database.js';
import { inWorkspace } from '../database/workspace-context.js';
import { createLog } from '../observe/index.js';
import type { Realtime } from '../realtime/index.js';
import { defineEvent, type EventOf } from './define-event.js';
import { eventsCommittedTopic, NotifyRelays } from './notify-relays.js';
import { wakeRelays } from './publish.js';
import { Relay } from './relay.js';
import { RelayRunner } from './relay-runner.js';
import { Subscriber } from './subscriber.js';

const Ticked = defineEvent('Ticked', { ticketId: z.uuid(), n: z.number() });
type Handle = (event: EventOf<typeof Ticked>) => Promise<void>;

/** The fan-out between processes, without the processes. */
class Wire {
  sent = 0;
  readonly spansProcesses = true;
  private readonly listeners = new Set<() => void>();
  broadcast = () => {
    this.sent++;
    this.listeners.forEach((listen) => listen());
  };
  onBroadcast = (topic: string, listen: () => void) => {
    expect(topic).toBe(eventsCommittedTopic);
    this.listeners.add(listen);
    return () => void this.listeners.delete(listen);
  };
}
const asRealtime = (wire: Wire) => wire as unknown as Realtime;

let test: TestDatabase;
let owner: pg.Client;
let database: Database;
let system: SystemDatabase;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  const dataSource = await createDataSource(test.appUrl).initialize();
  database = new Database(dataSource);
  system = new SystemDatabase(test.appUrl);
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await owner.query('delete from outbox_events');
});
afterAll(async () => {
  await database.dataSource.destroy();
  await system.close();
  await owner.end();
  await test.drop();
});

/** Starts a relay as a worker has it. */
function startRelay(handle: Handle, wire = new Wire()) {
  class Listener {
    @Subscriber(Ticked, 'test')
    async receive(event: EventOf<typeof Ticked>): Promise<void> {
      await handle(event);
    }
  }
  const discovery: DiscoveryService = Object.create(DiscoveryService.prototype);
  Object.assign(discovery, { getProviders: () => [{ instance: new Listener() }] });
  const logged: string[] = [];
  const log = createLog('debug', {}, { write: (line) => void logged.push(line) });
  const runner = new RelayRunner(new Relay(database, system), discovery, log, asRealtime(wire));
  runner.onApplicationBootstrap();
  closers.push(() => runner.onApplicationShutdown());
  return { wire, logged, runner };
}

async function newWorkspace(): Promise<string> {
  const id = newId();
  await owner.query('insert into workspaces (id, name) values ($1, $2)', [id, 'One']);
  return id;
}

/** Commits events as another process would: nothing in this one is woken. */
async function commitEvents(workspaceId: string, count: number, { ticketId = newId(), lane = 0 } = {}) {
  await owner.query(
    `insert into outbox_events (workspace_id, lane, type, ticket_id, payload)
     select $1, $2, 'Ticked', $3, jsonb_build_object('n', n) from generate_series(1, $4) n`,
    [workspaceId, lane, ticketId, count],
  );
}
/** Counts how often due events are asked for, until the test's end. */
function countQueries() {
  const queries = { count: 0 };
  const { query } = system;
  system.query = (...parameters) => {
    queries.count++;
    return query.apply(system, parameters) as Promise<never>;
  };
  closers.push(async () => void (system.query = query));
  return queries;
}
const left = async () => (await owner.query<{ n: number }>('select count(*)::int as n from outbox_events')).rows[0]!.n;

it('several workspaces are worked off side by side: one that takes long keeps no other waiting', async () => {
  const [slow, ...quick] = await Promise.all([1, 2, 3, 4, 5, 6].map(newWorkspace));
  await commitEvents(slow!, 1);
  for (const workspaceId of quick) await commitEvents(workspaceId, 250);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  let atOnce = 0;
  let most = 0;
  startRelay(async ({ workspaceId }) => {
    most = Math.max(most, ++atOnce);
    if (workspaceId === slow) await held;
    else await pause(1);
    atOnce--;
  });
  await until('all but the slow one', async () => (await left()) === 1);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(4);
  release();
  await until('the slow one', async () => (await left()) === 0);
});

it('what arrives while a workspace is held up is found at once, in it and elsewhere', async () => {
  const [slow, other] = [await newWorkspace(), await newWorkspace()];
  await commitEvents(slow, 1);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const seen: string[] = [];
  const { wire } = startRelay(async (event) => {
    seen.push(`${event.workspaceId} ${event.n}`);
    if (event.workspaceId === slow && seen.length === 1) await held;
  });
  await until('it is held up', () => seen.length === 1);
  const start = Date.now();
  await commitEvents(other, 1);
  wire.broadcast();
  await until('the other workspace', () => seen.length === 2);
  await commitEvents(slow, 1, { lane: 3 });
  wire.broadcast();
  release();
  await until('the next of the first', () => seen.length === 3);
  expect(Date.now() - start).toBeLessThan(3_000);
});

it('two relays keep the order of a ticket and handle each event once', async () => {
  const workspaces = await Promise.all([1, 2, 3].map(newWorkspace));
  const tickets = workspaces.flatMap((workspaceId) => [0, 1, 2, 3].map((lane) => ({ workspaceId, lane, id: newId() })));
  for (const { workspaceId, lane, id } of tickets) await commitEvents(workspaceId, 120, { ticketId: id, lane });
  const seen = new Map<string, number[]>(tickets.map(({ id }) => [id, []]));
  const handle: Handle = async ({ ticketId, n }) => {
    if (Math.random() < 0.05) await pause(2);
    seen.get(ticketId)!.push(n);
  };
  const wire = new Wire();
  startRelay(handle, wire);
  startRelay(handle, wire);
  await until('all', async () => (await left()) === 0, 20_000);
  const inOrder = Array.from({ length: 120 }, (_, index) => index + 1);
  for (const numbers of seen.values()) expect(numbers).toEqual(inOrder);
});

it('a commit in this process wakes the relay, and an event that failed is tried again when it is due', async () => {
  const workspaceId = await newWorkspace();
  let tries = 0;
  const { logged } = startRelay(async () => {
    if (++tries <= 2) throw new Error('not yet');
  });
  await pause(300);
  await commitEvents(workspaceId, 1);
  await database.transaction(async (tx) => {
    await tx.query('select 1');
    wakeRelays(tx);
  });
  // The batch fails, then the event alone, and is postponed by a second: no poll comes as early.
  await until('the third try', async () => (await left()) === 0, 3_500);
  expect(tries).toBe(3);
  expect(logged.join()).toContain('a subscriber failed');
});

it('commits in a busy workspace cost few queries, and others’ events are found meanwhile', async () => {
  const [busy, other] = await Promise.all([newWorkspace(), newWorkspace()]);
  await commitEvents(busy, 1);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const handled: string[] = [];
  const { wire } = startRelay(async ({ workspaceId }) => {
    handled.push(workspaceId);
    if (handled.length === 1) await held;
  });
  await until('it is busy', () => handled.length === 1);
  const queries = countQueries();
  const start = Date.now();
  for (let count = 0; count < 200; count++) {
    wire.broadcast();
    await pause(1);
  }
  // One for each commit, if they did not rest.
  expect(queries.count).toBeLessThan((Date.now() - start) / 20 + 5);
  await commitEvents(other, 1);
  wire.broadcast();
  await until('the other’s event', () => handled.length === 2, 2_000);
  await commitEvents(busy, 1, { lane: 3 });
  wire.broadcast();
  release();
  await until('the event that came meanwhile', () => handled.length === 3, 2_000);
});

it('commits are asked for once, and those in a busy workspace after its run alone', async () => {
  const workspaceId = await newWorkspace();
  const held: (() => void)[] = [];
  startRelay(() => new Promise<void>((resolve) => held.push(resolve)));
  await pause(300);
  const queries = countQueries();
  const commit = async (lane: number) => {
    await commitEvents(workspaceId, 1, { lane });
    await inWorkspace(workspaceId, () =>
      database.transaction(async (tx) => {
        await tx.query('select 1');
        wakeRelays(tx);
      }),
    );
  };
  await commit(0);
  await until('it is busy', () => held.length === 1);
  for (const lane of [1, 2, 3]) await commit(lane);
  await pause(50);
  expect(queries.count).toBe(1);
  held[0]!();
  for (const count of [2, 3, 4]) {
    await until('the next', () => held.length === count);
    held[count - 1]!();
  }
  await until('the end', async () => (await left()) === 0);
  await pause(50);
  expect(queries.count).toBe(2);
});

it('relays elsewhere are notified of commits, once for many', async () => {
  const workspaceId = await newWorkspace();
  const wire = new Wire();
  const notify = new NotifyRelays(asRealtime(wire));
  const handled: number[] = [];
  startRelay(async ({ n }) => void handled.push(n), wire);
  await pause(300);
  await commitEvents(workspaceId, 1);
  const commit = () =>
    database.transaction(async (tx) => {
      await tx.query('select 1');
      wakeRelays(tx);
    });
  await Promise.all(Array.from({ length: 60 }, commit));
  await until('the event', () => handled.length === 1, 2_000);
  expect(wire.sent).toBeGreaterThan(0);
  expect(wire.sent).toBeLessThan(20);
  notify.onApplicationShutdown();
});
