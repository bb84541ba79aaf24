import pg from 'pg';
import { Jobs, RetryLater, WorkerTimers, inWorkspace } from '#libs/platform';
import { describeWith } from '../../../test/support/machine.js';
import { startRedis } from '../../../test/support/redis.js';
import { type SeededClock, seedClocks } from '../../../test/support/seed-clocks.js';
import { until } from '../../../test/support/until.js';
import { type TestWaypost, startWaypost } from '../../../test/support/waypost.js';
import { withOwner } from '../../../test/support/with-owner.js';
import { FireClocks } from './fire-clocks.js';
import { fireSlaClock } from './schedule-clocks.js';

interface Place {
  waypost: TestWaypost;
  workspaceId: string;
  channelId: string;
}

async function open(env: Record<string, string> = {}): Promise<Place> {
  const waypost = await startWaypost({ env });
  const { member, admin } = await waypost.workspace();
  const channelId = (await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat' })).body.id;
  return { waypost, workspaceId: member.workspaceId, channelId };
}

const breaches = (waypost: TestWaypost, seeded: SeededClock[]) =>
  withOwner<{ n: number; late: number }>(
    waypost,
    `
  select count(e.id)::int as n, extract(epoch from min(e.at) - min(c.due_at))::float8 as late from sla_clocks c
  left join ticket_events e on e.workspace_id = c.workspace_id and e.ticket_id = c.ticket_id and e.type = 'sla-breached'
  where c.id = any($1::uuid[]) group by c.id order by late`,
    [seeded.map(({ clockId }) => clockId)],
  );
const stateOf = async (waypost: TestWaypost, { clockId }: SeededClock) =>
  (
    await withOwner<{ state: string; version: number }>(
      waypost,
      'select state, version from sla_clocks where id = $1',
      [clockId],
    )
  )[0]!;
const waiting = async ({ waypost }: Place) => {
  const { waiting, delayed, active } = (await waypost.worker.get(Jobs).counts()).get(fireSlaClock.name)!;
  return waiting + delayed + active;
};

/** What as many bare commits take now: a machine that is slow by itself is late by itself. */
async function secondsOfCommits({ database }: TestWaypost, count: number): Promise<number> {
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query('create table commits (n int)');
  const start = performance.now();
  for (let n = 0; n < count; n++) await client.query('insert into commits values ($1)', [n]);
  const seconds = (performance.now() - start) / 1_000;
  await client.query('drop table commits');
  await client.end();
  return seconds;
}

describe('firing clocks', () => {
  let place: Place;
  let fire: FireClocks;
  beforeAll(async () => {
    place = await open();
    fire = place.waypost.worker.get(FireClocks);
  });
  afterAll(() => place?.waypost.close());

  const seed = (count: number, dueIn: number, spread = 0) =>
    seedClocks(place.waypost, { ...place, count, dueIn, spread });
  const now = () => Math.floor(Date.now() / 1_000);
  const makeDue = (clocks: SeededClock[]) =>
    withOwner(
      place.waypost,
      `update sla_clocks set due_at = date_trunc('second', now()), next_at = date_trunc('second', now()) where id = any($1::uuid[])`,
      [clocks.map(({ clockId }) => clockId)],
    );
  const here = <T>(work: () => Promise<T>) => inWorkspace(place.workspaceId, work);

  it('two workers fire a thousand clocks once each, and on time', async () => {
    // Punctual in one of three rounds, because the machine may have other work. Exactly once in each.
    let [late, bound] = [Infinity, 2];
    for (let round = 0; round < 3 && late >= bound; round++) {
      const seeded = await seed(1_000, 6, 4);
      // A worker that starts schedules what is due within the hour.
      const second = await startWaypost({ on: place.waypost, parts: 'worker' });
      await place.waypost.worker.get(WorkerTimers).runNow('arm-sla-clocks');
      const fired = await until(
        'all to have fired',
        async () => {
          const all = await breaches(place.waypost, seeded);
          return all.every(({ n }) => n > 0) ? all : null;
        },
        60_000,
        250,
      ).finally(() => second.stop());
      expect(fired.map(({ n }) => n)).toEqual(Array(1_000).fill(1));
      expect(fired[0]!.late).toBeGreaterThanOrEqual(0);
      late = fired[989]!.late;
      bound = Math.max(2, 5 * (await secondsOfCommits(place.waypost, 1_000)));
    }
    expect(late).toBeLessThan(bound);
  }, 240_000);

  it('many that fire one at the same moment fire it once', async () => {
    const [clock] = await seed(1, -1);
    await here(() =>
      Promise.all(Array.from({ length: 20 }, () => fire.fireMoment({ moment: now() }).catch(() => undefined))),
    );
    expect(await breaches(place.waypost, [clock!])).toMatchObject([{ n: 1 }]);
    await here(() => fire.fireMoment({ moment: now() }));
    expect((await stateOf(place.waypost, clock!)).version).toBe(2);
  });

  it('a job that comes before its time, by a clock that jumped, fires nothing; nor does one without a moment', async () => {
    const [clock] = await seed(1, 900);
    await expect(here(() => fire.fireMoment({ moment: now() + 960 }))).rejects.toThrow(RetryLater);
    await here(() => fire.fireMoment({}));
    expect(await stateOf(place.waypost, clock!)).toEqual({ state: 'running', version: 1 });
  });

  it('a job that an earlier version queued for one clock fires what is due', async () => {
    const [clock] = await seed(1, 900);
    await makeDue([clock!]);
    const queued = { workspaceId: place.workspaceId, clockId: clock!.clockId, version: 1 };
    await here(() => fire.fireMoment(fireSlaClock.payload.parse(queued)));
    expect(await breaches(place.waypost, [clock!])).toMatchObject([{ n: 1 }]);
  });

  it('a clock that cannot fire fails alone, and is not tried with every batch', async () => {
    const seeded = await seed(450, 900);
    const bad = seeded[210]!;
    await withOwner(
      place.waypost,
      `alter table ticket_events add constraint refused check (ticket_id <> '${bad.ticketId}') not valid`,
    );
    try {
      await makeDue(seeded);
      await here(() => fire.fireMoment({ moment: now() }));
      const states = await Promise.all(
        [bad, seeded[0]!, seeded[209]!, seeded[449]!].map((each) => stateOf(place.waypost, each)),
      );
      expect(states.map(({ state }) => state)).toEqual(['running', 'breached', 'breached', 'breached']);
      const failures = () => place.waypost.logged.filter((line) => line.includes(bad.clockId)).length;
      expect(failures()).toBeGreaterThan(0);
      for (let again = 0; again < 5; again++) await here(() => fire.fireMoment({ moment: now() }));
      // The worker's sweep may have found it at the same time as the first job.
      expect(failures()).toBeLessThanOrEqual(2);
    } finally {
      await withOwner(place.waypost, 'alter table ticket_events drop constraint refused');
      await withOwner(place.waypost, 'update sla_clocks set next_at = null where id = $1', [bad.clockId]);
    }
  });

  it('a locked ticket is skipped until it is free; others do not wait for it', async () => {
    const [busy, free] = await seed(2, 900);
    const client = new pg.Client({ connectionString: place.waypost.database.ownerUrl });
    await client.connect();
    await client.query('begin');
    await client.query('select 1 from tickets where id = $1 for update', [busy!.ticketId]);
    // Make it due only now that it is locked: the worker's own sweep may run at any moment.
    await makeDue([busy!, free!]);
    await here(() => fire.fireDue());
    await until('the other one', async () => (await stateOf(place.waypost, free!)).state === 'breached', 12_000);
    expect((await stateOf(place.waypost, busy!)).state).toBe('running');
    await client.query('rollback');
    await client.end();
    await until('the sweep', async () => (await stateOf(place.waypost, busy!)).state === 'breached', 12_000);
  });

  it('an answer that is stored but not yet noted is no breach', async () => {
    const [clock] = await seed(1, 600);
    await withOwner(
      place.waypost,
      `insert into messages (workspace_id, id, ticket_id, seq, change_seq, direction, visibility, author_kind, channel_id, channel_type)
      select workspace_id, uuidv7(), id, 1, 1, 'outbound', 'public', 'agent', channel_id, channel_type from tickets where id = $1`,
      [clock!.ticketId],
    );
    await makeDue([clock!]);
    await until('it to be looked at', async () => (await stateOf(place.waypost, clock!)).version > 1, 12_000);
    expect((await stateOf(place.waypost, clock!)).state).toBe('running');
    expect(await breaches(place.waypost, [clock!])).toMatchObject([{ n: 0 }]);
  });

  it('what the queue has lost is scheduled again, and what fell due meanwhile fires', async () => {
    const later = await seed(300, 1_200, 600);
    const soon = await seed(20, 5);
    await place.waypost.worker.get(WorkerTimers).runNow('arm-sla-clocks');
    if (place.waypost.redis) await flush(place.waypost.redis.url);
    else await withOwner(place.waypost, 'truncate waypost_jobs.job, waypost_jobs.dedup cascade');
    await place.waypost.worker.get(WorkerTimers).runNow('arm-sla-clocks');
    expect(await waiting(place)).toBeGreaterThanOrEqual(later.length);
    await until(
      'those that were due',
      async () => (await breaches(place.waypost, soon)).every(({ n }) => n === 1),
      20_000,
    );
  });
});

describeWith('redis', 'clocks and a Redis that is emptied or away', () => {
  it('are scheduled again within a minute of FLUSHALL, and fire without any queue; a Redis that comes back gets them again', async () => {
    const redis = await startRedis();
    const place = await open({ REDIS_URL: redis.url });
    try {
      const seeded = await seedClocks(place.waypost, { ...place, count: 200, dueIn: 600, spread: 400 });
      await place.waypost.worker.get(WorkerTimers).runNow('arm-sla-clocks');
      await until('them to be scheduled', async () => (await waiting(place)) >= seeded.length, 45_000, 500);
      await flush(redis.url);
      expect(await waiting(place)).toBe(0);
      await until('them to be scheduled again', async () => (await waiting(place)) >= seeded.length, 60_000, 500);
      await redis.stop('SIGKILL');
      const [lost] = await seedClocks(place.waypost, { ...place, count: 1, dueIn: 1 });
      await until(
        'the one that no queue could hold',
        async () => (await stateOf(place.waypost, lost!)).state === 'breached',
        20_000,
      );
      await redis.start();
      await until(
        'them to be scheduled in the new one',
        async () => (await waiting(place).catch(() => 0)) >= seeded.length,
        60_000,
        500,
      );
    } finally {
      await place.waypost.close();
      await redis.stop();
    }
  }, 240_000);
});

async function flush(url: string) {
  const { Redis } = await import('ioredis');
  const client = new Redis(url);
  await client.flushall();
  client.disconnect();
}
