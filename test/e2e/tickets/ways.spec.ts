import type { DataSource } from 'typeorm';
import { Database, createDataSource, inWorkspace, newId } from '#libs/platform';
import { type AskedPage, pageOfTickets } from '../../../libs/tickets/src/desk/list-tickets.queries.js';
import type { FoundRow } from '../../../libs/tickets/src/desk/find-page.js';
import { readSearch } from '../../../libs/tickets/src/desk/search-tickets.js';
import { mostIds } from '../../../libs/tickets/src/desk/ticket-sources.queries.js';
import { sourcesOf } from '../../../libs/tickets/src/desk/ticket-sources.js';
import { type TestDatabase, createTestDatabase } from '../../support/test-database.js';

const workspaceId = newId();
const [me, channelId, contactId, teamId] = [newId(), newId(), newId(), newId()];
/** More than are collected by their ids. */
const many = mostIds + 100;

let own: TestDatabase;
let dataSource: DataSource;
let database: Database;

const filling = [
  `insert into workspaces (id, name) values ('${workspaceId}', 'Large')`,
  `insert into channels (id, type, name) values ('${channelId}', 'email', 'Mail')`,
  `insert into teams (id, name) values ('${teamId}', 'Small')`,
  `insert into contacts (id, words) values ('${contactId}', 'ann')`,
  `insert into tickets (id, number, channel_id, channel_type, contact_id, recipient_kind, recipient_value, reply_token,
     status, tags, team_id, last_message_at)
   select uuidv7(), n, '${channelId}', 'email', '${contactId}', 'email', 'a@b.example', n::text, 'open',
     case when n % 1000 = 3 then array['seldom'] else array['often'] end, case when n % 500 = 3 then '${teamId}'::uuid end,
     now() - make_interval(secs => n / 2)
   from generate_series(1, ${many}) n`,
  `insert into ticket_words (ticket_id, words, version)
   select id, array_to_tsvector(array['order', 'n' || number]), 3 from tickets`,
  `insert into messages (id, ticket_id, seq, change_seq, direction, visibility, author_kind, channel_id, channel_type, search)
   select uuidv7(), id, s, s, 'inbound', 'public', 'contact', '${channelId}', 'email',
     array_to_tsvector(array['please', 'm' || number, case when number % 1000 = 3 then 'lantern' else 'lamp' end])
   from tickets, generate_series(1, 2) s`,
];

beforeAll(async () => {
  own = await createTestDatabase();
  dataSource = await createDataSource(own.appUrl, 1).initialize();
  database = new Database(dataSource);
  await inWorkspace(workspaceId, async () => {
    for (const sql of filling) await database.query(sql);
  });
});
afterAll(async () => {
  await dataSource?.destroy();
  await own?.drop();
});

type Narrowed = Partial<Pick<AskedPage, 'filter' | 'scope' | 'sort'>>;

async function ask(
  question: string | null,
  from: AskedPage['from'],
  narrowed: Narrowed = {},
  after?: AskedPage['after'],
) {
  return inWorkspace(workspaceId, async () => {
    const search = question === null ? null : await readSearch(database, question, null);
    const base: AskedPage = {
      scope: { kind: 'all' },
      filter: {},
      search,
      others: null,
      sort: 'activity',
      limit: 51,
      from,
    };
    const parameters: [string, ...unknown[]] = [me];
    const asked = { ...base, ...narrowed, after };
    return database.query<FoundRow & Record<string, unknown>>(pageOfTickets(asked, parameters), parameters);
  });
}
const numbers = (found: FoundRow[]) => found.filter(({ id }) => id).map(({ number }) => number);

/** The tickets of a way that stops after a few and goes on from there, and how often it did. */
async function stepByStep(question: string | null, most: number, narrowed?: Narrowed) {
  const [all, steps]: [number[], number[]] = [[], []];
  for (let after: AskedPage['after']; ;) {
    const found = await ask(question, { most }, narrowed, after);
    all.push(...numbers(found));
    steps.push(found.length);
    const { reachedPlace, reachedId } = found[0]!;
    if (!reachedPlace || !reachedId) return { all, steps: steps.length };
    after = [reachedPlace, reachedId];
  }
}

describe('tickets that are looked for', () => {
  it('in their order, some at a time, are those that are collected by their ids', async () => {
    const byIds = await ask('lantern', { sources: [], words: true });
    const expected = [3, 1003, 2003, 3003, 4003, 5003];
    expect(numbers(byIds)).toEqual(expected);
    expect(await stepByStep('lantern', 1_000)).toEqual({ all: expected, steps: 6 });
    // Of each ticket its other tables are looked at, of fewer at a time.
    expect(await stepByStep('lantern nowhere', 2_000)).toEqual({ all: [], steps: 4 });
  });

  it('are not collected where they are too many, and the next source is asked', async () => {
    const [words] = await ask('please', { sources: [], words: true });
    expect(words).toMatchObject({ id: null, tooMany: true });
    const filter = { tag: 'seldom' };
    const sources = sourcesOf({ scope: { kind: 'all' }, filter }, me);
    const tagged = await ask('please', { sources, words: true }, { filter });
    expect([numbers(tagged), tagged[0]!.tooMany]).toEqual([[3, 1003, 2003, 3003, 4003, 5003], false]);
  });

  it('by a filter alone come short with the place that was reached, and end', async () => {
    expect(await stepByStep(null, 1_000, { filter: { tag: 'seldom' } })).toEqual({
      all: [3, 1003, 2003, 3003, 4003, 5003],
      steps: 6,
    });
    expect(await stepByStep(null, 1_000, { filter: { tag: 'never' }, sort: 'due' })).toEqual({ all: [], steps: 6 });
  });

  it('by an agent of a small team are collected from the team and those without one only if these are few', async () => {
    const scope = { kind: 'assigned' as const, agentId: me };
    const sources = sourcesOf({ scope, filter: {} }, me);
    expect(await ask('please', { sources, words: false }, { scope })).toMatchObject([{ id: null, tooMany: false }]);
    const wide = { kind: 'teams' as const, teamIds: [teamId], agentId: me };
    const ofTeams = sourcesOf({ scope: wide, filter: {} }, me);
    expect(await ask('please', { sources: ofTeams, words: false }, { scope: wide })).toMatchObject([{ tooMany: true }]);
    const inTeam = { scope: wide, filter: { team: teamId } };
    const found = await ask('please', { sources: sourcesOf(inTeam, me), words: false }, inTeam);
    expect(numbers(found)).toEqual([3, 503, 1003, 1503, 2003, 2503, 3003, 3503, 4003, 4503, 5003]);
  });
});
