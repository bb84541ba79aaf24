import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  type Config,
  createDataSource,
  Database,
  inWorkspace,
  loadConfig,
  openStorage,
  quoteWord,
  searchWords,
  unprotectedTables,
} from '#libs/platform';
import { itLong } from '../../../test/support/long.js';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { readLanguages } from './demo-texts.js';
import { hasWorkspace, readShoppers, seedDemo } from './index.js';

let ground: TestDatabase;
let database: Database;
let config: Config;
let workspaceId: string;
/** Noon of a Monday in Copenhagen. */
const moment = '2026-11-30T11:00:00Z';
const now = `timestamptz '${moment}'`;
const dataDir = mkdtempSync(path.join(tmpdir(), 'waypost-demo-'));
const look = <Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> =>
  inWorkspace(workspaceId, () => database.query<Row & Record<string, unknown>>(sql, parameters));
const count = async (from: string, parameters: unknown[] = []): Promise<number> =>
  (await look<{ n: number }>(`select count(*)::int as n from ${from}`, parameters))[0]!.n;

beforeAll(async () => {
  ground = await createTestDatabase();
  config = loadConfig({
    DATABASE_URL: ground.appUrl,
    SECRET_KEY: 'a-key-of-the-test-with-many-letters',
    DATA_DIR: dataDir,
    DEMO: 'true',
  });
  database = new Database(await createDataSource(ground.appUrl, 6).initialize());
  // Several start at once; one of them seeds, and the others find it done.
  const seeds = [1, 2, 3].map(() => seedDemo({ config, database, now: Date.parse(moment) }));
  expect((await Promise.all(seeds)).filter(Boolean)).toHaveLength(1);
  workspaceId = (await database.query<{ id: string }>('select id from workspaces'))[0]!.id;
}, 60_000);
afterAll(async () => {
  await database?.dataSource.destroy();
  await ground?.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test('is made once', async () => {
  expect(await seedDemo({ config, database })).toBe(false);
  expect(await database.query('select 1 from workspaces')).toHaveLength(1);
});

/** Another installation, without a workspace. */
async function withInstallation(work: (own: Database) => Promise<void>): Promise<void> {
  const other = await createTestDatabase();
  const own = new Database(await createDataSource(other.appUrl, 3).initialize());
  await work(own).finally(async () => {
    await own.dataSource.destroy();
    await other.drop();
  });
}

interface Line {
  locale: string;
  channel: string;
  sign: string;
}
/** The newest open tickets, with the sign of their clocks, at a moment. */
async function topOfInbox(of: Database, at: string): Promise<Line[]> {
  const [workspace] = await of.query<{ id: string }>('select id from workspaces');
  return inWorkspace(workspace!.id, () =>
    of.query<Line & Record<string, unknown>>(
      `select locale, channel_type as channel, case when clock_state = 'breached' then 'late' when clock_due_at < $1::timestamptz + interval '20 minutes' then 'soon' else 'calm' end as sign
      from tickets where status = 'open' order by last_message_at desc limit 15`,
      [at],
    ),
  );
}

async function expectLife(of: Database, at: string): Promise<void> {
  const signs = (await topOfInbox(of, at)).map(({ sign }) => sign);
  for (const [sign, least] of [
    ['late', 2],
    ['soon', 2],
    ['calm', 5],
  ] as const)
    expect(signs.filter((each) => each === sign).length).toBeGreaterThanOrEqual(least);
}

test('a seed that fails leaves nothing, and the next one, at night and on a Sunday, makes it all', () =>
  withInstallation(async (own) => {
    const at = '2026-12-06T03:00:00Z';
    const fails = new Database(own.dataSource);
    fails.transaction = (work) =>
      own.transaction(async (tx) => {
        await work(tx);
        throw new Error('killed at the last moment');
      });
    await expect(seedDemo({ config, database: fails })).rejects.toThrow('killed');
    expect(await hasWorkspace(own)).toBe(false);
    expect(await own.query('select 1 from accounts')).toEqual([]);
    expect(await seedDemo({ config, database: own, now: Date.parse(at) })).toBe(true);
    await expectLife(own, at);
  }));

itLong.each(['2026-11-30T19:30:00Z', '2026-12-24T12:00:00Z', '2027-01-01T22:40:00Z', '2027-03-28T01:00:00Z'])(
  'shows what is late, due soon and calm when it begins at %s',
  (at) =>
    withInstallation(async (own) => {
      await seedDemo({ config, database: own, now: Date.parse(at) });
      await expectLife(own, at);
    }),
);

test('six agents in two teams, two stores, channels that can be found', async () => {
  expect(await count('agents')).toBe(6);
  expect(await count('teams')).toBe(2);
  expect(
    await look('select role, email from agents where email like any($1) order by role', [
      ['admin@%', 'manager@%', 'agent@%'],
    ]),
  ).toEqual([
    { role: 'admin', email: 'admin@demo.example' },
    { role: 'agent', email: 'agent@demo.example' },
    { role: 'manager', email: 'manager@demo.example' },
  ]);
  expect(
    (await look<{ platform: string }>('select platform from stores order by id')).map(({ platform }) => platform),
  ).toEqual(['shopify', 'api']);
  expect(
    await look('select c.type from channels c join channel_routes r on r.channel_id = c.id order by c.id'),
  ).toEqual(['widget', 'email', 'whatsapp', 'messenger', 'instagram', 'telegram', 'email'].map((type) => ({ type })));
  expect(
    await look('select c.type from channel_addresses a join channels c on c.id = a.channel_id where address = $1', [
      'support@demo.example',
    ]),
  ).toHaveLength(1);
});

test('every ticket has places and changes without gaps', async () => {
  const wrong = await look(`
    select t.number from tickets t left join lateral (
      select count(*)::int as n, max(seq) as last, min(seq) as first, max(change_seq) as changed, max(seq) filter (where direction = 'inbound') as inbound, max(created_at) as at from messages m where m.ticket_id = t.id) m on true
    left join lateral (select max(change_seq) as changed from ticket_events e where e.ticket_id = t.id) e on true
    where m.n is distinct from t.last_seq or m.last is distinct from t.last_seq or m.first <> 1 or m.inbound is distinct from t.last_inbound_seq
      or greatest(m.changed, e.changed) is distinct from t.change_seq or m.at is distinct from t.last_message_at`);
  expect(wrong).toEqual([]);
  expect(await count(`(select from ticket_counters where last_number <> (select max(number) from tickets)) c`)).toBe(0);
  expect(await count('(select m.ticket_id from messages m where m.search is null) without')).toBe(0);
  expect(await count(`messages where created_at > ${now}`)).toBe(0);
  expect(await count(`ticket_events where at > ${now}`)).toBe(0);
});

test('nothing waits for a worker: no events, no deliveries, no clock that should have fired', async () => {
  expect(await count('outbox_events')).toBe(0);
  expect(await count(`messages where delivery_status in ('queued', 'sending')`)).toBe(0);
  expect(await count(`dispatches where status in ('queued', 'sending')`)).toBe(0);
  expect(await count(`sla_clocks where next_at < ${now} - interval '30 seconds'`)).toBe(0);
  expect(await count(`tickets where status = 'resolved' and resolved_at < ${now} - interval '7 days'`)).toBe(0);
  expect(await count(`tickets where status = 'snoozed' and snoozed_until < ${now}`)).toBe(0);
  expect(await count(`contact_notices where state in ('due', 'sending')`)).toBe(0);
});

test.each([
  ['an inbox with work', `tickets where status = 'open'`, 30],
  ['open tickets without an assignee', `tickets where status = 'open' and assignee_id is null`, 3],
  ['what is late', `tickets where status = 'open' and clock_state = 'breached'`, 3],
  ['what is due soon', `tickets where clock_state = 'running' and clock_due_at < ${now} + interval '20 minutes'`, 3],
  ['waiting', `tickets where status = 'pending' and clock_state = 'paused'`, 15],
  ['snoozed', `tickets where status = 'snoozed'`, 5],
  ['resolved', `tickets where status = 'resolved'`, 15],
  ['closed', `tickets where status = 'closed'`, 300],
  ['notes', `messages where visibility = 'internal'`, 40],
  [
    'a message that did not go out, and may be sent again',
    `messages m join dispatches d on d.id = m.id and d.status = 'failed' where m.delivery_status = 'failed'`,
    1,
  ],
  ['breaches of the past', `ticket_facts where response_late`, 15],
  [
    'weeks of figures',
    `(select date_trunc('day', created_at) from ticket_facts where response_seconds is not null group by 1) days`,
    80,
  ],
  ['orders on their way', `orders where status = 'shipped'`, 10],
  ['orders that came', `orders where status = 'delivered'`, 100],
  ['late orders', `orders where delayed`, 1],
  ['parcels scanned', 'tracking_events', 300],
  ['dates promised', 'promises', 200],
  ['news that went to buyers', `contact_notices where state = 'sent'`, 50],
  ['news for an agent to pass on', `contact_notices where state = 'needs-agent'`, 3],
  [
    'answers that came from an article',
    `messages where automatic ->> 'kind' = 'article' and text like '%' || (select left(body, 20) from articles where title = automatic ->> 'title')  || '%'`,
    25,
  ],
  [
    'pictures that customers sent',
    `attachments a join messages m on m.id = a.message_id where m.direction = 'inbound' and a.content_type = 'image/jpeg'`,
    25,
  ],
  [
    'papers that agents sent',
    `attachments a join messages m on m.id = a.message_id where m.author_kind = 'agent' and a.content_type = 'application/pdf'`,
    10,
  ],
  ['saved replies', 'saved_replies', 6],
  ['articles', 'articles where published', 12],
  ['policies', 'sla_policies', 2],
  [
    'unread for the agent',
    `tickets t join agents a on a.email = 'agent@demo.example' left join ticket_reads r on r.ticket_id = t.id and r.agent_id = a.id where t.status = 'open' and coalesce(r.seq, 0) < t.last_seq`,
    5,
  ],
  ['read by the agent', `ticket_reads r join agents a on a.id = r.agent_id where a.email = 'agent@demo.example'`, 50],
])('shows %s', async (_name, from, least) => {
  expect(await count(from)).toBeGreaterThanOrEqual(least);
});

test.each(['en', 'de', 'fr', 'es', 'zh', 'ja', 'ar', 'pt'])('speaks %s', async (locale) => {
  expect(await count('tickets where locale = $1', [locale])).toBeGreaterThan(15);
});

test('the top of the inbox has every language, on every channel, in every state of a deadline', async () => {
  const newest = await topOfInbox(database, moment);
  expect(new Set(newest.map(({ locale }) => locale))).toEqual(
    new Set(['en', 'de', 'fr', 'es', 'zh', 'ja', 'ar', 'pt']),
  );
  expect(new Set(newest.map(({ channel }) => channel))).toEqual(new Set(['widget', 'email', 'whatsapp', 'telegram']));
  expect(new Set(newest.map(({ sign }) => sign))).toEqual(new Set(['late', 'soon', 'calm']));
  expect(
    await count(`(select locale from tickets where status = 'pending' and clock_state = 'paused' group by 1) spoken`),
  ).toBeGreaterThanOrEqual(6);
});

test('every file is where its row says', async () => {
  const storage = openStorage(config);
  const keys = await look<{ key: string; size: string }>('select distinct storage_key as key, size from attachments');
  for (const { key, size } of keys) expect((await buffer(await storage.get(key))).length).toBe(Number(size));
  expect(keys.length).toBeGreaterThan(4);
});

test.each([['订单'], ['الطلب'], ['注文'], ['Paket'], ['HH']])('finds %s', async (word) => {
  expect(
    await count('messages where search @@ $1::tsquery', [searchWords(word).map(quoteWord).join(' & ')]),
  ).toBeGreaterThan(0);
});

test('no text has a gap that was not filled, and no language lacks a word', async () => {
  expect(await count(`messages where text ~ '\\{[a-z]+\\}'`)).toBe(0);
  expect(await count(`tickets where subject ~ '\\{[a-z]+\\}'`)).toBe(0);
  const { en, ...others } = readLanguages();
  for (const language of Object.values(others)) {
    expect(Object.keys(language.topics)).toEqual(Object.keys(en.topics));
    expect(Object.keys(language.products)).toEqual(Object.keys(en.products));
    for (const texts of Object.values(language.topics))
      for (const ways of Object.values(texts)) expect(ways.length).toBeGreaterThan(0);
  }
});

test('the playground’s people have orders that have not left yet', async () => {
  const numbers = readShoppers().map(({ order }) => order.externalId);
  expect(await count(`orders where external_id = any($1) and status = 'paid'`, [numbers])).toBe(numbers.length);
});

test('every table stays behind its policy', async () => {
  expect(await unprotectedTables(database.dataSource)).toEqual([]);
});
