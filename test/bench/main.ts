import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Ticket } from '#libs/contracts';
import { nextMessage, startFloor } from './floor-process.js';
import { type Ground, prepareGround } from './ground.js';
import { floorIngest, ourIngest } from './mail.js';
import { post } from './posts.js';
import { type Figure, type Row, report } from './report.js';
import { fireClocks } from './clocks.js';
import { floorPair, ourPair } from './sockets.js';
import { widgetWeights } from './weights.js';

const [asked = '5', ...named] = process.argv.slice(2);
const runs = Number(asked);
const address = 'support@shop.example';

/** The floor, ours, the floor again, interleaved; the ratio of each run is to the mean of the two floors around it. */
async function interleave<T>(
  floor: () => Promise<T>,
  ours: (run: number) => Promise<T>,
): Promise<{ floors: [T, T]; ours: T }[]> {
  const measured = [];
  let before = await floor();
  for (let run = 0; run < runs; run++) {
    const own = await ours(run);
    const after = await floor();
    measured.push({ floors: [before, after] as [T, T], ours: own });
    before = after;
  }
  return measured;
}

const mean = ([a, b]: [number, number]): number => (a + b) / 2;

async function measureMail(ground: Ground): Promise<Row[]> {
  const { status } = await ground.admin.post('/api/v1/channels', {
    type: 'email',
    name: 'Mail',
    settings: { address },
  });
  if (status !== 201) throw new Error(`The channel was not made: ${status}`);
  await ourIngest(ground, address, 200, 'warm');
  // What Postgres does by itself within a minute of use: until then it plans for empty tables.
  await ground.owner.query('analyze');
  const measured = await interleave(
    () => floorIngest(ground, 600),
    (run) => ourIngest(ground, address, 600, `run${run}`),
  );
  const cpu = measured.map((each) => ({
    floor: mean([each.floors[0].cpuMsPerMail, each.floors[1].cpuMsPerMail]),
    ours: each.ours.cpuMsPerMail,
  }));
  const rate = measured.map((each) => ({
    floor: mean([each.floors[0].mailsPerSecond, each.floors[1].mailsPerSecond]),
    ours: each.ours.mailsPerSecond,
  }));
  return [
    {
      id: 'P1',
      what: 'CPU per inbound mail, all processes',
      unit: 'CPU-ms',
      goal: 'at most 4 x',
      holds: (ratio) => ratio <= 4,
      pairs: cpu,
    },
    {
      id: 'P2',
      what: 'new tickets from mail, four at a time',
      unit: '/s',
      goal: 'at least 0.35 x',
      holds: (ratio) => ratio >= 0.35,
      pairs: rate,
    },
  ];
}

async function measurePosts({ admin, floorUrl }: Ground): Promise<Row[]> {
  // Agents write on many tickets at once; on one, each answer waits for the one before.
  const { body } = await admin.get<{ items: Ticket[] }>('/api/v1/tickets?limit=100');
  const urlOf = (index: number) => `${admin.url}/api/v1/tickets/${body.items[index % body.items.length]!.id}/messages`;
  const headers = { authorization: `Bearer ${admin.token}` };
  const floor = startFloor('http', floorUrl);
  const { port } = await nextMessage<{ port: number }>(floor);
  await post(urlOf, 200, headers);
  const measured = await interleave(
    () => post(() => `http://127.0.0.1:${port}/`, 1500),
    () => post(urlOf, 1500, headers),
  );
  floor.disconnect();
  return [
    {
      id: 'P4',
      what: 'message POST by API, sixteen at a time',
      unit: '/s',
      goal: 'at least 0.5 x',
      holds: (ratio) => ratio >= 0.5,
      pairs: measured.map((each) => ({
        floor: mean([each.floors[0].perSecond, each.floors[1].perSecond]),
        ours: each.ours.perSecond,
      })),
    },
    {
      id: 'P4',
      what: 'its p99',
      unit: 'ms',
      goal: 'at most 2 x',
      holds: (ratio) => ratio <= 2,
      pairs: measured.map((each) => ({ floor: mean([each.floors[0].p99, each.floors[1].p99]), ours: each.ours.p99 })),
    },
  ];
}

async function measurePairs({ admin, floorUrl, waypost }: Ground): Promise<Row[]> {
  const channel = await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat', settings: {} });
  const visitor = await admin.post<{ token: string }>('/api/v1/visitor/sessions', { channelId: channel.body.id });
  const floor = startFloor('socket', floorUrl);
  const { port } = await nextMessage<{ port: number }>(floor);
  const tokens = { visitor: visitor.body.token, agent: admin.token! };
  await ourPair(waypost.url, tokens, 20);
  const measured = await interleave(
    () => floorPair(port, 100),
    () => ourPair(waypost.url, tokens, 100),
  );
  floor.disconnect();
  const pairs = (pick: 'p50' | 'p99') =>
    measured.map((each) => ({ floor: mean([each.floors[0][pick], each.floors[1][pick]]), ours: each.ours[pick] }));
  return [
    {
      id: 'P6',
      what: 'shopper’s send to agent’s event, p50',
      unit: 'ms',
      goal: 'at most 1.5 x',
      holds: (ratio) => ratio <= 1.5,
      pairs: pairs('p50'),
    },
    {
      id: 'P6',
      what: 'the same, p99',
      unit: 'ms',
      goal: 'at most 2 x',
      holds: (ratio) => ratio <= 2,
      pairs: pairs('p99'),
    },
  ];
}

async function measureClocks(ground: Ground): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const { count, spread, when, cpu, late } of [
    { count: 3_000, spread: 30, when: 'a hundred a second', cpu: 2, late: 0.3 },
    { count: 12_000, spread: 0, when: '12,000 in one second', cpu: 0.3, late: 2 },
  ]) {
    const fired = await fireClocks(ground, count, spread);
    figures.push(
      { id: 'P15', what: `CPU of a clock, ${when}`, unit: 'CPU-ms', value: fired.cpuMsPerClock, most: cpu },
      { id: 'P15', what: `how late, p99, ${when}`, unit: 's', value: fired.p99, most: late },
      { id: 'P15', what: `lost or fired twice, ${when}`, unit: '', value: fired.lost + fired.twice, most: 0 },
    );
  }
  return figures;
}

const parts: Record<string, (ground: Ground) => Promise<(Row | Figure)[]>> = {
  mail: measureMail,
  posts: measurePosts,
  pairs: measurePairs,
  clocks: measureClocks,
};
const unknown = named.filter((name) => !(name in parts));
if (unknown.length || !(runs > 0))
  throw new Error(
    `Usage: npm run bench -- [runs] [${Object.keys(parts).join('|')} …]; not ${unknown.join(', ') || asked}`,
  );

const ground = await prepareGround();
try {
  const rows = [];
  // Posts write on tickets that mails have opened.
  for (const [name, measure] of Object.entries(parts))
    if (named.length === 0 || named.includes(name)) rows.push(...(await measure(ground)));
  const text = report(rows, widgetWeights(), { cores: cpus().length, node: process.version, runs });
  console.log(text);
  if (named.length === 0) writeFileSync('docs/performance.md', text);
} finally {
  await ground.close();
}
