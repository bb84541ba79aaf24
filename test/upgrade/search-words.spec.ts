import { createDataSource, Database, inWorkspace, newId, searchVector, Sweeps, SystemDatabase } from '#libs/platform';
import { RewriteWords } from '../../libs/tickets/src/time/rewrite-words.js';
import { EarlierVersion } from './support/earlier-version.js';

/** The newest migration before words were given to tickets and contacts. */
const before = 'HoldWhereTicketsStand20261130100000';
const workspaceId = newId();
const [channelId, contactId] = [newId(), newId()];
const run = { name: 'rewrite-words', isOver: () => false };

describe('words that the first version stored', () => {
  let earlier: EarlierVersion;
  let database: Database;
  let system: SystemDatabase;
  let rewrite: RewriteWords;
  const failures: unknown[] = [];

  beforeAll(async () => {
    earlier = await EarlierVersion.install(before);
    await earlier.query(`set waypost.workspace_id = '${workspaceId}'`);
    await earlier.insert('workspaces', { id: workspaceId, name: 'Shop' });
    await earlier.query(`insert into channels (id, type, name) values ($1, 'email', 'Mail')`, [channelId]);
    await earlier.query(`insert into contacts (id, name) values ($1, 'Ida Brandt')`, [contactId]);
    await earlier.query(
      `insert into contact_identities (id, contact_id, kind, value) values ($1, $2, 'phone', '4915112345678')`,
      [newId(), contactId],
    );
    // More than two batches of tickets, each with the subject among the words of its first message; all were renamed
    // since.
    for (let number = 1; number <= 450; number++) await insertTicket(number);
    await earlier.upgrade();
    database = new Database(await createDataSource(earlier.database.appUrl).initialize());
    system = new SystemDatabase(earlier.database.appUrl);
    const log = { error: (...failure: unknown[]) => failures.push(failure) };
    rewrite = new RewriteWords(system, database, new Sweeps(system, log as never));
  });
  afterAll(async () => {
    await system?.close();
    await database?.dataSource.destroy();
    await earlier?.close();
  });

  async function insertTicket(number: number) {
    const id = newId();
    await earlier.query(
      `insert into tickets (id, number, subject, channel_id, channel_type, contact_id, recipient_kind, recipient_value,
         reply_token)
       values ($1, $2, 'Lantern', $3, 'email', $4, 'email', 'a@b.example', $5)`,
      [id, number, channelId, contactId, `token-${number}`],
    );
    await earlier.query(
      `insert into messages (id, ticket_id, seq, change_seq, direction, visibility, author_kind, channel_id,
         channel_type, text, search)
       values ($1, $2, 1, 1, 'inbound', 'public', 'contact', $3, 'email', 'where is it', $4::tsvector)`,
      [newId(), id, channelId, searchVector('Teapot\nwhere is it')],
    );
  }
  const count = async (from: string) => {
    const rows = await earlier.query<{ n: number }>(`select count(*)::int as n from ${from}`);
    return rows[0]!.n;
  };

  it('are brought to the present form, the newest first, and then cost nothing', async () => {
    expect(await count('word_rewrites')).toBe(1);
    await rewrite.run(run);
    expect(failures).toEqual([]);
    expect(await count('word_rewrites')).toBe(0);
    expect(await count(`ticket_words where words @@ 'lantern'`)).toBe(450);
    expect(await count(`messages where search @@ 'teapot'`)).toBe(0);
    expect(await count(`messages where search @@ 'where'`)).toBe(450);
    expect(await count(`contacts where words @@ 'brandt & 4915112345678 & 015112345678' and words_version = 3`)).toBe(
      1,
    );
    expect(await count(`contacts where words @@ '5678 & andt'`)).toBe(1);
  });

  it('are found by the functions that the upgrade has made, whose owner is the system role', async () => {
    const functions = `
      from pg_proc where pronamespace = 'waypost_search'::regnamespace and proowner <> 'waypost_system'::regrole`;
    expect(await earlier.query(`select proname ${functions}`)).toEqual([]);
    const found = (word: string) =>
      inWorkspace(workspaceId, () =>
        database.query(`select count(*)::int as n from waypost_search.tickets_with('${word}', 500)`),
      );
    expect(await found('lantern')).toEqual([{ n: 450 }]);
    expect(await found('teapot')).toEqual([{ n: 0 }]);
  });

  it('are left to one worker at a time', async () => {
    await earlier.query('insert into word_rewrites (version) values (3)');
    await earlier.query('begin; select from word_rewrites for update');
    await rewrite.run(run);
    await earlier.query('commit');
    expect(await count('word_rewrites')).toBe(1);
    await rewrite.run(run);
    expect(await count('word_rewrites')).toBe(0);
  });
});
