import pg from 'pg';
import { createDataSource, Database, newId, runMigrations, searchVector, Sweeps, SystemDatabase } from '#libs/platform';
import { migrations } from '#migrations';
import { RewriteWords } from '../../libs/tickets/src/time/rewrite-words.js';
import { createBareDatabase, type TestDatabase } from '../support/test-database.js';

const version1 = migrations.findIndex(({ name }) => name === 'SearchByTicketAndContact20261130101000');
const workspaceId = newId();
const [channelId, contactId] = [newId(), newId()];
const run = { name: 'rewrite-words', isOver: () => false };

describe('words that the first version stored', () => {
  let test: TestDatabase;
  let client: pg.Client;
  let database: Database;
  let system: SystemDatabase;
  let rewrite: RewriteWords;
  const failures: unknown[] = [];

  beforeAll(async () => {
    test = await createBareDatabase();
    await migrate(migrations.slice(0, version1));
    client = new pg.Client(test.ownerUrl);
    await client.connect();
    await client.query(`set waypost.workspace_id = '${workspaceId}'`);
    await client.query(`insert into workspaces (id, name) values ($1, 'Shop')`, [workspaceId]);
    await client.query(`insert into channels (id, type, name) values ($1, 'email', 'Mail')`, [channelId]);
    await client.query(`insert into contacts (id, name) values ($1, 'Ida Brandt')`, [contactId]);
    await client.query(
      `insert into contact_identities (id, contact_id, kind, value) values ($1, $2, 'phone', '4915112345678')`,
      [newId(), contactId],
    );
    // More than two batches of tickets, each with the subject among the words of its first message; all were renamed since.
    for (let number = 1; number <= 450; number++) await insertTicket(number);
    await migrate(migrations);
    database = new Database(await createDataSource(test.appUrl).initialize());
    system = new SystemDatabase(test.appUrl);
    const log = { error: (...failure: unknown[]) => failures.push(failure) };
    rewrite = new RewriteWords(system, database, new Sweeps(system, log as never));
  });
  afterAll(async () => {
    await system?.close();
    await database?.dataSource.destroy();
    await client?.end();
    await test?.drop();
  });

  const migrate = (some: typeof migrations) =>
    runMigrations({ ownerUrl: test.ownerUrl, appRole: new URL(test.appUrl).username, migrations: some });

  async function insertTicket(number: number) {
    const id = newId();
    await client.query(
      `insert into tickets (id, number, subject, channel_id, channel_type, contact_id, recipient_kind, recipient_value, reply_token)
       values ($1, $2, 'Lantern', $3, 'email', $4, 'email', 'a@b.example', $5)`,
      [id, number, channelId, contactId, `token-${number}`],
    );
    await client.query(
      `insert into messages (id, ticket_id, seq, change_seq, direction, visibility, author_kind, channel_id, channel_type, text, search)
       values ($1, $2, 1, 1, 'inbound', 'public', 'contact', $3, 'email', 'where is it', $4::tsvector)`,
      [newId(), id, channelId, searchVector('Teapot\nwhere is it')],
    );
  }
  const count = async (from: string) => {
    const { rows } = await client.query(`select count(*)::int as n from ${from}`);
    return rows[0].n as number;
  };

  it('are brought to the present form, the newest first, and then cost nothing', async () => {
    expect(await count('word_rewrites')).toBe(1);
    await rewrite.run(run);
    expect(failures).toEqual([]);
    expect(await count('word_rewrites')).toBe(0);
    expect(await count(`ticket_words where words @@ 'lantern'`)).toBe(450);
    expect(await count(`messages where search @@ 'teapot'`)).toBe(0);
    expect(await count(`messages where search @@ 'where'`)).toBe(450);
    expect(await count(`contacts where words @@ 'brandt & 4915112345678 & 015112345678' and words_version = 2`)).toBe(
      1,
    );
  });

  it('are left to one worker at a time', async () => {
    await client.query('insert into word_rewrites (version) values (2)');
    await client.query('begin; select from word_rewrites for update');
    await rewrite.run(run);
    await client.query('commit');
    expect(await count('word_rewrites')).toBe(1);
    await rewrite.run(run);
    expect(await count('word_rewrites')).toBe(0);
  });
});
