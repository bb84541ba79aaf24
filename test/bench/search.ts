// npm run bench search [part of a name]
// P8 and P10 at a million tickets, as the application's own role: lists by every kind of filter and word, by API and by
// SQL. Needs a build. The data is made at the first run and kept in BENCH_DATA.
import { openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { percentile } from './statistics.js';
import { busyAgent } from './fill-million.js';
import { type LargeGround, dataDir, prepareLargeGround } from './large-ground.js';

type Query = Record<string, string | string[]>;
interface Kind {
  name: string;
  /** The question of one asking; the index differs from one to the next. */
  query: (index: number) => Query;
  /** Asked by an agent who sees the tickets that are assigned to them alone, or those of a small team. */
  as?: 'assigned' | 'team';
}

const q = (words: (index: number) => string) => (index: number) => ({ q: words(index) });
const kinds: Kind[] = [
  { name: 'a rare word', query: q((i) => `rare${(500_000 + 997 * i) * 10 + 1}`) },
  { name: 'an absent word', query: q((i) => `nowhere${i}`) },
  { name: 'a word in twenty tickets', query: q((i) => `twenty${i * 37}x`) },
  { name: 'a word in 1,000 tickets', query: q((i) => `thousand${i}x`) },
  { name: 'a word in 10,000 tickets', query: q((i) => `hundred${i}x`) },
  { name: 'a word in 100,000 tickets', query: q((i) => `tenth${i % 10}x`) },
  { name: 'the commonest word', query: q(() => 'please') },
  { name: 'two rare words', query: q((i) => `twenty${i * 37}x rare${(i * 37 + 50_000) * 10 + 1}`) },
  { name: 'a common and an absent word', query: q((i) => `please nowhere${i}`) },
  { name: 'two common words that no ticket has both of', query: q((i) => `tenth${i % 9}x hundred${(i % 9) + 1}x`) },
  { name: 'two common words in a small team', query: q(() => 'please parcel'), as: 'team' },
  { name: 'two common words in a narrow scope', query: q(() => 'please parcel'), as: 'assigned' },
  { name: 'a rare word in a narrow scope', query: q((i) => `rare${(500_000 + 997 * i) * 10 + 1}`), as: 'assigned' },
  { name: 'two Chinese signs', query: q(() => '包裹') },
  { name: 'four Chinese signs', query: q(() => '退款申请') },
  { name: 'the beginning of a common word', query: q(() => 'parc') },
  { name: 'the beginning of a rare word', query: q((i) => `rare${500_000 + 997 * i}`) },
  { name: 'a first name', query: q((i) => ['anna', 'ben', 'carla', 'david', 'emma'][i % 5]!) },
  { name: 'a name', query: q((i) => `anna family${(i * 10 + 3) % 4000}`) },
  { name: 'a part of an order number', query: q((i) => `HH-4${String(100 + i).padStart(5, '0')}`) },
  { name: 'an order number', query: q((i) => `HH-${4_000_000 + i * 4004}`) },
  { name: 'the number of a ticket', query: q((i) => String(700_000 + i)) },
  { name: 'a word in old tickets only', query: q(() => 'lantern') },
  { name: 'a common word with a rare tag', query: () => ({ q: 'please', tag: 'seldom' }) },
  { name: 'all', query: () => ({}) },
  { name: 'open', query: () => ({ status: 'open' }) },
  { name: 'a rare tag', query: () => ({ tag: 'seldom' }) },
  { name: 'a common tag', query: () => ({ tag: 'vip' }) },
  { name: 'a tag that is nowhere', query: (i) => ({ tag: `none${i}` }) },
  { name: 'a channel', query: () => ({ channelType: 'email' }) },
  { name: 'a channel without tickets', query: () => ({ channelType: 'telegram' }) },
  { name: 'open, of a channel without tickets', query: () => ({ status: 'open', channelType: 'telegram' }) },
  { name: 'snoozed, of which there are none', query: () => ({ status: 'snoozed' }) },
  { name: 'mine', query: () => ({ assignee: 'me', status: 'open' }) },
  { name: 'a store without tickets', query: () => ({ storeId: '01900000-0000-7000-8000-000000000000' }) },
  { name: 'a team without tickets', query: () => ({ team: '01900000-0000-7000-8000-000000000000' }) },
  { name: 'made in a time without tickets', query: () => ({ createdTo: '2001-01-01T00:00:00Z' }) },
  { name: 'facts that no ticket has', query: () => ({ firstResponse: 'late' }) },
  { name: 'automatic', query: () => ({ automatic: 'only' }) },
  { name: 'open or pending', query: () => ({ status: ['open', 'pending'] }) },
  { name: 'resolved or snoozed, of which there are none', query: () => ({ status: ['resolved', 'snoozed'] }) },
  { name: 'of an agent with many closed', query: () => ({ assignee: busyAgent }) },
  { name: 'open, of an agent with many closed', query: () => ({ assignee: busyAgent, status: 'open' }) },
  { name: 'pending, of an agent with many closed', query: () => ({ assignee: busyAgent, status: 'pending' }) },
  { name: 'of no agent', query: () => ({ assignee: 'none' }) },
  { name: 'open, of no agent', query: () => ({ assignee: 'none', status: 'open' }) },
  { name: 'all, in the order of what is due', query: () => ({ sort: 'due' }) },
  { name: 'open, in the order of what is due', query: () => ({ sort: 'due', status: 'open' }) },
  { name: 'mine, in the order of what is due', query: () => ({ sort: 'due', assignee: 'me' }) },
  { name: 'due soon', query: () => ({ sla: 'soon' }) },
  { name: 'due soon, in the order of what is due', query: () => ({ sla: 'soon', sort: 'due' }) },
  {
    name: 'open and due soon, in the order of what is due',
    query: () => ({ sla: 'soon', sort: 'due', status: 'open' }),
  },
  { name: 'due soon, of a small team', query: () => ({ sla: 'soon' }), as: 'team' },
  { name: 'late', query: () => ({ sla: 'breached' }) },
  { name: 'late, in the order of what is due', query: () => ({ sla: 'breached', sort: 'due' }) },
];

const askedBy = (query: Query): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  ).toString();

const asked = Number(process.env.BENCH_ASKED ?? 40);

/** What Postgres says of the statements of the requests since the last call, in milliseconds. */
function sqlTimes() {
  const log = path.join(dataDir, 'postgres.log');
  let at = statSync(log).size;
  return () => {
    const size = statSync(log).size;
    const bytes = Buffer.alloc(size - at);
    readSync(openSync(log, 'r'), bytes, 0, bytes.length, at);
    at = size;
    return [...bytes.toString().matchAll(/duration: ([\d.]+) ms/g)].reduce((sum, [, ms]) => sum + Number(ms), 0);
  };
}

async function narrow({ owner, place }: LargeGround, as: Kind['as']) {
  const { agentId, workspaceId, teamIds } = place;
  const row = as ? ['agent', as === 'assigned'] : ['admin', false];
  await owner.query('update agents set role = $2, only_assigned = $3 where id = $1', [agentId, ...row]);
  await owner.query('delete from team_members where agent_id = $1', [agentId]);
  if (as === 'team')
    await owner.query('insert into team_members (workspace_id, team_id, agent_id) values ($1, $2, $3)', [
      workspaceId,
      teamIds[0],
      agentId,
    ]);
}

async function measure(ground: LargeGround, { name, query, as }: Kind) {
  const { admin, owner } = ground;
  await narrow(ground, as);
  const get = async (index: number) => {
    const start = performance.now();
    const { status, body } = await admin.get<{ items: unknown[]; lookedBackTo?: string }>(
      `/api/v1/tickets?${askedBy({ limit: '50', ...query(index) })}`,
    );
    return { status, items: body.items?.length, isShort: Boolean(body.lookedBackTo), ms: performance.now() - start };
  };
  const first = await get(asked);
  const count = first.ms > 1_000 ? 3 : asked;
  for (let index = 0; index < Math.min(4, count); index++) await get(asked + index);
  const times: number[] = [];
  let last = first;
  for (let index = 0; index < count; index++) times.push((last = await get(index)).ms);
  await owner.query(`alter system set log_min_duration_statement = 0`);
  await owner.query('select pg_reload_conf(), pg_sleep(0.3)');
  const sql: number[] = [];
  const since = sqlTimes();
  since();
  for (let index = 0; index < Math.min(count, 20); index++) {
    await get(index);
    sql.push(since());
  }
  await owner.query('alter system reset log_min_duration_statement');
  await owner.query('select pg_reload_conf()');
  const found = `${last.status === 200 ? last.items : last.status}${last.isShort ? '…' : ''}`;
  const of = (values: number[], part: number) => percentile(values, part).toFixed(1);
  console.log(`| ${name} | ${found} | ${of(times, 0.5)} | ${of(times, 0.99)} | ${of(sql, 0.5)} |`);
}

const ground = await prepareLargeGround();
try {
  console.log('| | found | API, p50 ms | p99 | SQL, p50 ms |\n|---|---|---|---|---|');
  const wanted = process.argv[2];
  for (const kind of kinds) if (!wanted || kind.name.includes(wanted)) await measure(ground, kind);
} finally {
  await narrow(ground, undefined);
  await ground.close();
}
