import fc from 'fast-check';
import { DateTime } from 'luxon';
import pg from 'pg';
import { Database, Sweeps, SystemDatabase, createDataSource, createLog, inWorkspace, newId } from '#libs/platform';
import { isLong } from '../../../test/support/long.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { KeepPacks } from './keep-packs.js';
import { ReportResponseTimes } from './report-response-times.js';

const workspaces = [newId(), newId()];
const teams = [newId(), newId()];
const stores = [newId(), newId()];
const ticketIds = Array.from({ length: 12 }, newId);
const zones = ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Chatham', 'Pacific/Kiritimati'];
const minutesOfDay = 1_440;
const run = { name: 'test', isOver: () => false };

let own: TestDatabase;
let owner: pg.Client;
let database: Database;
let system: SystemDatabase;
let keep: KeepPacks;

beforeAll(async () => {
  own = await createTestDatabase();
  owner = new pg.Client({ connectionString: own.ownerUrl });
  await owner.connect();
  for (const id of workspaces) {
    await owner.query(`insert into workspaces (id, name) values ($1, 'Shop')`, [id]);
    await owner.query(`insert into teams (workspace_id, id, name) select $1, id, id::text from unnest($2::uuid[]) id`, [
      id,
      teams,
    ]);
    await owner.query(
      `insert into stores (workspace_id, id, platform, name, locale, time_zone, currency)
       select $1, id, 'shopify', id::text, 'en', 'UTC', 'EUR' from unnest($2::uuid[]) id`,
      [id, stores],
    );
  }
  // The tickets behind the facts are not read.
  await owner.query('alter table ticket_facts drop constraint ticket_facts_workspace_id_ticket_id_fkey');
  database = new Database(await createDataSource(own.appUrl, 8).initialize());
  system = new SystemDatabase(own.appUrl);
  keep = new KeepPacks(system, database, new Sweeps(system, createLog('info', {}, { write: () => undefined })));
});
afterEach(() => owner.query('truncate ticket_facts, fact_packs, stale_fact_packs, fact_packs_until'));
afterAll(async () => {
  await system?.close();
  await database?.dataSource.destroy();
  await owner?.end();
  await own?.drop();
});

interface Fact {
  ticketId: string;
  minutesAgo: number;
  channelType: string;
  storeId: string | null;
  teamId: string | null;
  response: number | null;
  businessResponse: number | null;
  responseLate: boolean | null;
  resolution: number | null;
  businessResolution: number | null;
  resolutionLate: boolean | null;
}

const put = (tx: Pick<Database, 'query'>, fact: Fact) =>
  tx.query(
    `insert into ticket_facts (ticket_id, created_at, channel_id, channel_type, store_id, team_id, response_seconds,
       response_business_seconds, response_late, resolution_seconds, resolution_business_seconds, resolution_late)
     values ($1, now() - make_interval(mins => $2), $1, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (workspace_id, ticket_id) do update set channel_type = excluded.channel_type, store_id = excluded.store_id, team_id = excluded.team_id,
       response_seconds = excluded.response_seconds, response_business_seconds = excluded.response_business_seconds, response_late = excluded.response_late,
       resolution_seconds = excluded.resolution_seconds, resolution_business_seconds = excluded.resolution_business_seconds, resolution_late = excluded.resolution_late`,
    Object.values(fact),
  );

interface Row {
  createdAt: Date;
  channelType: string;
  response: number | null;
  responseLate: boolean | null;
  resolution: number | null;
  resolutionLate: boolean | null;
}

interface Asked {
  zone: string;
  hours: 'any' | 'business';
  channelType?: string;
  storeId?: string;
  team?: string;
  firstDaysAgo: number;
  days: number;
}

const discrete = (values: number[], share: number): number | null =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? null;

/** The figures of a measure, taken one by one from facts. */
function naive(rows: Row[], measure: 'response' | 'resolution') {
  const seconds = rows.flatMap(({ [measure]: value }) => (value === null ? [] : [value]));
  const lates = rows.map((row) => row[`${measure}Late`]);
  return {
    n: seconds.length,
    p50: discrete(seconds, 0.5),
    p90: discrete(seconds, 0.9),
    kept: lates.filter((late) => late === false).length,
    late: lates.filter((late) => late === true).length,
  };
}

async function factsOf({ hours, channelType, storeId, team }: Asked): Promise<Row[]> {
  const column = (measure: string) => `${measure}_${hours === 'business' ? 'business_' : ''}seconds`;
  const rows = await database.query<Row & { storeId: string | null; teamId: string | null }>(
    `select created_at as "createdAt", channel_type as "channelType", store_id as "storeId", team_id as "teamId",
       ${column('response')} as response, response_late as "responseLate", ${column('resolution')} as resolution, resolution_late as "resolutionLate"
     from ticket_facts`,
  );
  return rows.filter(
    (row) =>
      (!channelType || row.channelType === channelType) &&
      (!storeId || row.storeId === storeId) &&
      (!team || row.teamId === (team === 'none' ? null : team)),
  );
}

/** Compares a report with what its facts say, each read alone. */
const expectExact = (workspaceId: string, { firstDaysAgo, days, ...asked }: Asked) =>
  inWorkspace(workspaceId, async () => {
    const first = DateTime.now().setZone(asked.zone).startOf('day').minus({ days: firstDaysAgo });
    const dayAt = (index: number) => first.plus({ days: index });
    const rows = await factsOf({ firstDaysAgo, days, ...asked });
    const between = (from: number, to: number, more = rows) => {
      const [start, end] = [dayAt(from).toMillis(), dayAt(to).toMillis()];
      return more.filter(({ createdAt }) => createdAt.getTime() >= start && createdAt.getTime() < end);
    };
    const report = await new ReportResponseTimes(database).report({
      ...asked,
      from: dayAt(0).toISODate()!,
      to: dayAt(days - 1).toISODate()!,
    });
    for (const measure of ['response', 'resolution'] as const) {
      const found = measure === 'response' ? report.firstResponse : report.resolution;
      const both = (of: Row[], dayCount: [number, number, number]) => ({
        now: naive(between(dayCount[1], dayCount[2], of), measure),
        before: naive(between(dayCount[0], dayCount[1], of), measure),
      });
      const flat = ({ n, p50, p90, kept, late, previous }: (typeof found)['total']) => ({
        now: { n, p50, p90, kept: kept.n, late: late.n },
        before: previous,
      });
      expect(flat(found.total)).toEqual(both(rows, [-days, 0, days]));
      expect(found.days.map(({ n, p50, p90, kept, late }) => ({ n, p50, p90, kept, late }))).toEqual(
        found.days.map((_, index) => naive(between(index, index + 1), measure)),
      );
      expect(found.days.map(({ previous }) => previous)).toEqual(
        found.days.map((_, index) => {
          const { n, p50, p90 } = naive(between(index - days, index - days + 1), measure);
          return { n, p50, p90 };
        }),
      );
      const types = [...new Set(between(0, days).map(({ channelType }) => channelType))].sort();
      expect(found.channels.map(({ channelType, ...figures }) => [channelType, flat(figures)])).toEqual(
        types.map((type) => [
          type,
          both(
            rows.filter(({ channelType }) => channelType === type),
            [-days, 0, days],
          ),
        ]),
      );
    }
  });

const seconds = fc.option(fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 2 ** 31 - 1 })));
const late = fc.option(fc.boolean());
const facts: fc.Arbitrary<Fact> = fc.record({
  ticketId: fc.constantFrom(...ticketIds),
  minutesAgo: fc.nat({ max: 7 * minutesOfDay }),
  channelType: fc.constantFrom('email', 'widget'),
  storeId: fc.constantFrom(null, ...stores),
  teamId: fc.constantFrom(null, ...teams),
  response: seconds,
  businessResponse: seconds,
  responseLate: late,
  resolution: seconds,
  businessResolution: seconds,
  resolutionLate: late,
});
const questions: fc.Arbitrary<Asked> = fc.record(
  {
    zone: fc.constantFrom(...zones),
    hours: fc.constantFrom('any' as const, 'business' as const),
    channelType: fc.constantFrom('email', 'widget'),
    storeId: fc.constantFrom(...stores),
    team: fc.constantFrom('none', ...teams),
    firstDaysAgo: fc.nat({ max: 8 }),
    days: fc.integer({ min: 1, max: 5 }),
  },
  { requiredKeys: ['zone', 'hours', 'firstDaysAgo', 'days'] },
);
const steps = fc.oneof(
  { weight: 5, arbitrary: fc.record({ put: fc.array(facts, { minLength: 1, maxLength: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ drop: fc.constantFrom(...ticketIds) }) },
  { weight: 3, arbitrary: fc.constant({ pack: true as const }) },
  { weight: 3, arbitrary: fc.record({ ask: questions }) },
);
type Step = { put: Fact[] } | { drop: string } | { pack: true } | { ask: Asked };

async function take(workspaceId: string, step: Step): Promise<void> {
  if ('pack' in step) return keep.pack(run);
  if ('ask' in step) return expectExact(workspaceId, step.ask);
  await inWorkspace(workspaceId, async () => {
    if ('drop' in step) await database.query('delete from ticket_facts where ticket_id = $1', [step.drop]);
    else for (const fact of step.put) await put(database, fact);
  });
}

const everything: Asked = { zone: 'Europe/Berlin', hours: 'any', firstDaysAgo: 4, days: 5 };
const measured = (minutesAgo: number, response: number, ticketId = newId()): Fact => ({
  ticketId,
  minutesAgo,
  channelType: 'email',
  storeId: null,
  teamId: null,
  response,
  businessResponse: response,
  responseLate: false,
  resolution: null,
  businessResolution: null,
  resolutionLate: null,
});
const stored = async () =>
  (
    await owner.query<{ packs: number; stale: number }>(
      'select (select count(*)::int from fact_packs) as packs, (select count(*)::int from stale_fact_packs) as stale',
    )
  ).rows[0]!;

describe('packed facts', () => {
  it('give the figures of the facts at every moment, in every zone, whatever changes', async () => {
    await fc.assert(
      fc
        .asyncProperty(
          fc.array(fc.tuple(fc.nat({ max: 1 }), steps), { maxLength: 14 }),
          questions,
          async (history, last) => {
            for (const [workspace, step] of history) await take(workspaces[workspace]!, step);
            for (const id of workspaces) await expectExact(id, last);
            await keep.pack(run);
            for (const id of workspaces) await expectExact(id, last);
          },
        )
        .afterEach(async () => {
          await owner.query(
            'delete from ticket_facts; delete from fact_packs; delete from stale_fact_packs; delete from fact_packs_until',
          );
        }),
      { numRuns: isLong ? 500 : 15 },
    );
  });

  it('leave a day stale whose fact changes while it is packed', async () => {
    const [workspaceId] = workspaces as [string];
    const ticketId = newId();
    await inWorkspace(workspaceId, () => put(database, measured(4 * minutesOfDay, 60, ticketId)));
    await keep.pack(run);
    expect(await stored()).toEqual({ packs: 1, stale: 0 });
    await inWorkspace(workspaceId, () =>
      database.transaction(async (tx) => {
        await put(tx, measured(4 * minutesOfDay, 90, ticketId));
        await keep.pack(run);
      }),
    );
    expect(await stored()).toEqual({ packs: 1, stale: 1 });
    await expectExact(workspaceId, everything);
    await keep.pack(run);
    expect(await stored()).toEqual({ packs: 1, stale: 0 });
    await expectExact(workspaceId, everything);
  });

  it('leave no mark for facts of today, and none of a deleted workspace', async () => {
    const id = newId();
    await owner.query(`insert into workspaces (id, name) values ($1, 'Gone')`, [id]);
    await inWorkspace(id, async () => {
      await put(database, measured(60, 60));
      expect(await stored()).toEqual({ packs: 0, stale: 0 });
      await put(database, measured(5 * minutesOfDay, 60));
    });
    await keep.pack(run);
    await owner.query('delete from workspaces where id = $1', [id]);
    expect(await stored()).toEqual({ packs: 0, stale: 0 });
  });

  it('are of the day and quarter hour in which they were, to the last moment of it', async () => {
    const [workspaceId] = workspaces as [string];
    const day = DateTime.utc().startOf('day').minus({ days: 4 });
    const moments = ['18:14:59.7', '18:15:00', '22:59:59.5', '23:00:00', '23:59:59.7', '23:59:59.999999'];
    await inWorkspace(workspaceId, async () => {
      for (const [index, moment] of moments.entries()) {
        const ticketId = newId();
        await put(database, measured(4 * minutesOfDay, index, ticketId));
        await database.query('update ticket_facts set created_at = $2 where ticket_id = $1', [
          ticketId,
          `${day.toISODate()}T${moment}Z`,
        ]);
      }
    });
    const inEach = async () => {
      for (const zone of ['Etc/UTC', 'Europe/Berlin', 'Asia/Kathmandu'])
        await expectExact(workspaceId, { ...everything, zone, firstDaysAgo: 5, days: 3 });
    };
    await inEach();
    await keep.pack(run);
    expect((await stored()).packs).toBeGreaterThan(0);
    await inEach();
    await owner.query(`update fact_packs_until set packed_until = packed_until + 7`);
    await inEach();
  });

  it('are made anew from nothing', async () => {
    const [workspaceId] = workspaces as [string];
    await inWorkspace(workspaceId, async () => {
      for (const days of [3, 40, 41]) await put(database, measured(days * minutesOfDay, days));
    });
    await owner.query('truncate fact_packs, stale_fact_packs, fact_packs_until');
    await keep.pack(run);
    expect(await stored()).toEqual({ packs: 3, stale: 0 });
    await expectExact(workspaceId, everything);
  });
});
