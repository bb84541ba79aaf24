import { seedClocks } from '../support/seed-clocks.js';
import { until } from '../support/until.js';
import { cpuOf, cpuOfFamily } from './cpu.js';
import type { Ground } from './ground.js';
import { percentile } from './statistics.js';

export interface ClockRun {
  /** CPU of all processes for one clock, in milliseconds, less what the same time without clocks costs. */
  cpuMsPerClock: number;
  /** By how many seconds clocks fired after their moment. */
  p99: number;
  lost: number;
  twice: number;
}

const restMs = 10_000;

/** Fires clocks: `count` of them, evenly over `spread` seconds. */
export async function fireClocks(ground: Ground, count: number, spread: number): Promise<ClockRun> {
  const { owner } = ground;
  const place = await placeOf(ground);
  const idlePerMs = await cpuPerMs(ground, restMs);
  const seeded = await seedClocks({ database: { ownerUrl: ground.ownerUrl } }, { ...place, count, dueIn: 30, spread });
  const ids = seeded.map(({ clockId }) => clockId);
  await owner.query('analyze sla_clocks, tickets');
  // What is set by events is scheduled at once; what is seeded is found by the sweep, every twenty seconds.
  await new Promise((resolve) => setTimeout(resolve, 25_000));
  const [start, cpu] = [performance.now(), used(ground)];
  await until(
    'all to have fired',
    async () => {
      const left = 'select count(*)::int as n from sla_clocks where id = any($1::uuid[]) and next_at is not null';
      return (await owner.query<{ n: number }>(left, [ids])).rows[0]!.n === 0;
    },
    300_000,
    1_000,
  );
  const took = performance.now() - start;
  const fired = await owner.query<{ n: number; late: number | null }>(
    `select count(e.id)::int as n, extract(epoch from min(e.at) - min(c.due_at))::float8 as late
    from sla_clocks c left join ticket_events e on e.workspace_id = c.workspace_id and e.ticket_id = c.ticket_id and e.type = 'sla-breached'
    where c.id = any($1::uuid[]) group by c.id`,
    [ids],
  );
  return {
    cpuMsPerClock: (used(ground) - cpu - idlePerMs * took) / count,
    p99: percentile(
      fired.rows.map(({ late }) => late ?? Infinity),
      0.99,
    ),
    lost: fired.rows.filter(({ n }) => n === 0).length,
    twice: fired.rows.filter(({ n }) => n > 1).length,
  };
}

const used = ({ waypost, postmaster }: Ground) => cpuOf(waypost.pid) + cpuOfFamily(postmaster);

async function cpuPerMs(ground: Ground, ms: number): Promise<number> {
  const before = used(ground);
  await new Promise((resolve) => setTimeout(resolve, ms));
  return (used(ground) - before) / ms;
}

/** The workspace, and a channel for its tickets. */
async function placeOf({ admin, owner }: Ground) {
  await admin.post('/api/v1/channels', { type: 'widget', name: 'Clocks' });
  const { rows } = await owner.query<{ workspaceId: string; channelId: string }>(
    `select workspace_id as "workspaceId", id as "channelId" from channels where name = 'Clocks' limit 1`,
  );
  return rows[0]!;
}
