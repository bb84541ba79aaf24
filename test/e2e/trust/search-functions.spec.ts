import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import {
  Database,
  createDataSource,
  definerFunctions,
  inWorkspace,
  newId,
  requireFunctions,
  runMigrations,
} from '#libs/platform';
import { migrations } from '#migrations';
import { type TestDatabase, createTestDatabase } from '../../support/test-database.js';

interface Shop {
  workspaceId: string;
  ticketId: string;
  contactId: string;
  channelType: string;
}

let own: TestDatabase;
let owner: pg.Client;
let dataSource: DataSource;
let database: Database;
let one: Shop;
let two: Shop;

beforeAll(async () => {
  own = await createTestDatabase();
  owner = new pg.Client(own.ownerUrl);
  await owner.connect();
  dataSource = await createDataSource(own.appUrl, 2).initialize();
  database = new Database(dataSource);
  [one, two] = [await makeShop('one'), await makeShop('two')];
});
afterAll(async () => {
  await dataSource?.destroy();
  await owner?.end();
  await own?.drop();
});

/** A workspace with one ticket, whose every word and field has the name of the workspace. */
async function makeShop(name: string): Promise<Shop> {
  const [workspaceId, ticketId, contactId, channelId] = [newId(), newId(), newId(), newId()];
  const channelType = name === 'one' ? 'email' : 'widget';
  await owner.query(`select set_config('waypost.workspace_id', $1, false)`, [workspaceId]);
  const put = (sql: string, ...values: unknown[]) => owner.query(sql, values);
  await put('insert into workspaces (id, name) values ($1, $2)', workspaceId, name);
  await put('insert into channels (id, type, name) values ($1, $2, $3)', channelId, channelType, name);
  await put('insert into contacts (id, words) values ($1, array_to_tsvector(array[$2]))', contactId, `contact${name}`);
  await put(
    `insert into tickets (id, number, channel_id, channel_type, contact_id, recipient_kind, recipient_value, reply_token, tags, automatic, clock_state, clock_due_at)
     values ($1, 1, $2, $3, $4, 'email', 'a@b.example', $5, array[$5], true, 'breached', now())`,
    ...[ticketId, channelId, channelType, contactId, name],
  );
  await put(
    `insert into sla_clocks (id, ticket_id, kind, policy_version, target_seconds, state, started_at, running_since, remaining_seconds, due_at)
     values ($1, $2, 'resolution', 1, 60, 'running', now(), now(), 60, now())`,
    ...[newId(), ticketId],
  );
  await put(
    `insert into ticket_words (ticket_id, words, version) values ($1, array_to_tsvector(array[$2]), 3)`,
    ...[ticketId, `subject${name}`],
  );
  await put(
    `insert into messages (id, ticket_id, seq, change_seq, direction, visibility, author_kind, channel_id, channel_type, search)
     values ($1, $2, 1, 1, 'inbound', 'public', 'contact', $3, $4, array_to_tsvector(array[$5, 'both']))`,
    ...[newId(), ticketId, channelId, channelType, `message${name}`],
  );
  return { workspaceId, ticketId, contactId, channelType };
}

/** Each function with arguments that find the ticket or contact of one workspace. */
const calls: [what: string, call: (name: string, shop: Shop) => string, find: 'ticketId' | 'contactId'][] = [
  ['the words of a message', (name) => `tickets_with('message${name}', 10)`, 'ticketId'],
  ['the words of a subject', (name) => `tickets_with('subject${name}', 10)`, 'ticketId'],
  ['the words of a contact, for tickets', (name) => `tickets_with('contact${name}', 10)`, 'ticketId'],
  ['the words of a contact', (name) => `contacts_with('contact${name}', 10)`, 'contactId'],
  ['a tag', (name) => `tickets_tagged('${name}', 10)`, 'ticketId'],
  ['a channel', (_, shop) => `tickets_where('channel', '${shop.channelType}', 10)`, 'ticketId'],
  ['a channel and a status', (_, shop) => `tickets_standing('channel', '${shop.channelType}', 'open', 10)`, 'ticketId'],
  ['a contact', (_, shop) => `tickets_where('contact', '${shop.contactId}', 10)`, 'ticketId'],
];
const idsOf = async (call: string) =>
  (await database.query<{ id: string }>(`select id from waypost_search.${call} f (id)`)).map(({ id }) => id);

describe('a function that sees through the policies', () => {
  it.each(calls)('gives the ids of its own workspace by %s, and no others', async (_, call, find) => {
    expect(await inWorkspace(one.workspaceId, () => idsOf(call('one', one)))).toEqual([one[find]]);
    expect(await inWorkspace(one.workspaceId, () => idsOf(call('two', two)))).toEqual([]);
    expect(await inWorkspace(two.workspaceId, () => idsOf(call('two', two)))).toEqual([two[find]]);
  });

  it.each(calls)('gives nothing by %s without a workspace', async (_, call) => {
    expect(await idsOf(call('one', one))).toEqual([]);
    expect(await inWorkspace(newId(), () => idsOf(call('one', one)))).toEqual([]);
  });

  it('gives nothing of another workspace by words and times that both have', async () => {
    const both = [
      "tickets_with('both', 10)",
      "tickets_where('status', 'open', 10)",
      "tickets_where('no-team', '-', 10)",
      "tickets_standing('no-team', '-', 'open', 10)",
      "tickets_standing('unassigned', '-', 'open', 10)",
      'tickets_automatic(10)',
      'tickets_late(10)',
      'tickets_soon(10)',
    ];
    for (const call of [
      ...both,
      "tickets_where('unassigned', 'open', 10)",
      "tickets_made('-infinity', 'infinity', 10)",
    ])
      expect([call, await inWorkspace(one.workspaceId, () => idsOf(call))]).toEqual([call, [one.ticketId]]);
    for (const call of ["tickets_made('-infinity', 'infinity', 10)", ...both.slice(-3)])
      expect([call, await idsOf(call)]).toEqual([call, []]);
  });

  it('says a number of a word, and no more of it', async () => {
    const expected = () => database.query("select waypost_search.rows_expected('both') as n");
    expect(await inWorkspace(one.workspaceId, expected)).toEqual([{ n: expect.any(Number) }]);
  });

  it('belongs to the system role, is executed by the application alone, and has its settings', async () => {
    const { rows } = await owner.query<{ name: string; config: string[] }>(`
      select proname as name, proconfig as config from pg_proc
      where pronamespace = 'waypost_search'::regnamespace and prosecdef and proowner = 'waypost_system'::regrole
        and not exists (select from aclexplode(proacl) where grantee = 0)`);
    expect(rows.map(({ name }) => name).sort()).toEqual([...definerFunctions].sort());
    for (const { config } of rows)
      expect(config).toEqual(
        expect.arrayContaining([
          'search_path=pg_catalog, pg_temp',
          'plan_cache_mode=force_custom_plan',
          'max_parallel_workers_per_gather=0',
        ]),
      );
    const stranger = `stranger_${randomBytes(4).toString('hex')}`;
    await owner.query(`create role ${stranger}; grant usage on schema waypost_search to ${stranger}`);
    const asStranger = owner.query(`set role ${stranger}; select waypost_search.tickets_with('both', 10)`);
    await expect(asStranger).rejects.toThrow(/permission denied for function/);
    await owner.query(`reset role; drop owned by ${stranger}; drop role ${stranger}`);
  });
});

describe('boot', () => {
  const statementsOf = async () => {
    const refusal: unknown = await requireFunctions(dataSource).catch((error: unknown) => error);
    return /As a superuser run: (.*)$/.exec((refusal as Error)?.message)?.[1];
  };

  it('names the rights that the search lacks, and goes on when they were given', async () => {
    const app = new URL(own.appUrl).username;
    expect(await statementsOf()).toBeUndefined();
    await owner.query(`
      revoke usage on schema waypost_search from ${app};
      revoke execute on function waypost_search.tickets_with from ${app};
      alter function waypost_search.contacts_with owner to current_user`);
    const statements = await statementsOf();
    expect(statements).toContain(`GRANT USAGE ON SCHEMA waypost_search TO ${app}`);
    expect(statements).toContain(`GRANT EXECUTE ON FUNCTION waypost_search.tickets_with(tsquery,integer) TO ${app}`);
    expect(statements).toContain(
      'ALTER FUNCTION waypost_search.contacts_with(tsquery,integer) OWNER TO waypost_system',
    );
    await owner.query(`grant create on schema waypost_search to waypost_system; ${statements}`);
    await owner.query('revoke create on schema waypost_search from waypost_system');
    expect(await statementsOf()).toBeUndefined();
  });

  it('lacks nothing after the next migration', async () => {
    const appRole = new URL(own.appUrl).username;
    await owner.query(`
      revoke all on all functions in schema waypost_search from ${appRole};
      alter function waypost_search.tickets_with owner to current_user`);
    expect(await statementsOf()).toBeDefined();
    await runMigrations({ ownerUrl: own.ownerUrl, appRole, migrations });
    expect(await statementsOf()).toBeUndefined();
  });
});
