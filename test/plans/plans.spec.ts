import { Database, inWorkspace, type Tx } from '#libs/platform';
import { isLong } from '../support/long.js';
import { until } from '../support/until.js';
import { exceptions, leaks } from './exceptions.js';
import type { Sizes } from './fill-workspaces.js';
import { hotPaths } from './hot-paths.js';
import { PlanJudge } from './judge-plans.js';
import { type LargeGround, prepareLargeGround } from './large-ground.js';
import { LeakFinder } from './leaky-conditions.js';
import { planModes, type RunStatement } from './watch-plans.js';

/** Three messages a ticket. The smaller one finds the same statements, in a third of the time. */
const sizes: Sizes = { tickets: isLong ? 66_000 : 22_000, smallWorkspaces: 500 };
const patienceMs = 600_000;

const tables = `
  select c.relname as table, c.reltuples::int as rows, array(
    select i.relname::text from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = c.oid) as indexes
  from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`;

describe(`a workspace of ${sizes.tickets} tickets beside ${sizes.smallWorkspaces} small ones`, () => {
  const judge = new PlanJudge();
  let ground: LargeGround;
  let onRun = (run: RunStatement) => judge.add(run);
  beforeAll(async () => {
    ground = await prepareLargeGround(sizes, (run) => onRun(run));
    judge.begin((await ground.owner.query<Parameters<PlanJudge['begin']>[0][number]>(tables)).rows);
    for (judge.mode of planModes) {
      await ground.watch.planBy(judge.mode);
      for (const [name, act] of hotPaths) {
        judge.during = name;
        await act(ground.crowd);
        await eventsHandled();
      }
    }
  }, patienceMs);
  afterAll(() => ground?.close());

  const eventsHandled = () =>
    until('the events', async () => !(await ground.owner.query('select from outbox_events')).rowCount, 60_000);

  it('is read from end to end by no statement of the hot paths, an index included', () => {
    expect(judge.faults(exceptions)).toEqual([]);
  });

  it('is asked with no other condition that an index cannot serve under the policies', async () => {
    const finder = await LeakFinder.of(ground.owner);
    const found = new Set<string>();
    for (const sql of ground.watch.sentUnderPolicies)
      if (/^\s*(select|with|insert|update|delete)\b/i.test(sql))
        for (const leak of await finder.find(sql)) found.add(leak);

    expect([...found].sort()).toEqual(Object.keys(leaks).sort());
  });

  it.each([
    ['a function', 'select from tickets t where t.id = $1 and lower(t.subject) = $2', ['tickets.subject: lower']],
    [
      'what is no function',
      'select from tickets t where coalesce(t.clock_due_at, now()) < now()',
      ['tickets.clock_due_at: coalesceexpr'],
    ],
    [
      'another column',
      'select from contacts c, unnest($1::text[]) u where c.name = lower(u)',
      ['contacts.name: lower'],
    ],
    ['nothing', 'select from tickets t where t.id = $1 and t.subject = lower($2)', []],
  ])('would be found to be asked with %s that leaks', async (_, sql, leaky) => {
    expect(await (await LeakFinder.of(ground.owner)).find(sql)).toEqual(leaky);
  });

  it.each([
    ['a table', 'messages', [], `select count(*) from messages where text like '%no such words%'`],
    ['an index', 'tickets', ['seqscan', 'bitmapscan'], 'select count(*) from tickets'],
  ])('would be found to be read from end to end: %s', async (_, table, off, sql) => {
    const decoy = new PlanJudge();
    decoy.begin((await ground.owner.query<Parameters<PlanJudge['begin']>[0][number]>(tables)).rows);
    onRun = (run) => decoy.add(run);
    const ask = async (tx: Tx) => {
      for (const way of off) await tx.query(`set local enable_${way} = off`);
      await tx.query(sql);
    };
    await inWorkspace(ground.crowd.workspaceId, () => ground.crowd.waypost.api.get(Database).transaction(ask));
    const faults = decoy.faults([]).filter((fault) => fault.includes(sql));
    expect(faults).toEqual([expect.stringMatching(`^\\d+ rows of ${table}: `)]);
  });
});
