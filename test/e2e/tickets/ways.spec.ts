import pg from 'pg';
import type { DataSource } from 'typeorm';
import { TicketStatus } from '#libs/contracts';
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
  const owner = new pg.Client({ connectionString: own.ownerUrl });
  await owner.connect();
  await owner.query(`select set_config('waypost.workspace_id', '${mixed}', false)`);
  for (const sql of [...mixing, ...ofMixed]) await owner.query(sql);
  await owner.end();
});
afterAll(async () => {
  await dataSource?.destroy();
  await own?.drop();
});

/** Tickets of each status, assignee and clock, in a workspace of their own. */
const mixed = newId();
const places = { mail: newId(), team: newId(), store: newId(), contact: newId() };
const clocks = [
  { state: 'breached', dueIn: -60, target: 3_600 },
  { state: 'running', dueIn: 600, target: 1_800 },
  { state: 'running', dueIn: 20 * 86_400, target: 7_776_000 },
  { state: 'running', dueIn: 86_400, target: 172_800 },
  { state: 'running', dueIn: 1_500, target: 3_600 },
  { state: 'paused', dueIn: null, target: 3_600 },
  null,
];
const tickets = Array.from({ length: 210 }, (_, n) => ({
  n,
  id: newId(),
  status: TicketStatus.options[n % 5]!,
  assignee: n % 3 === 0 ? me : null,
  team: n % 4 === 0 ? places.team : null,
  store: n % 6 === 0 ? places.store : null,
  isAutomatic: n % 11 === 0,
  clock: clocks[n % 7]!,
}));
type Mixed = (typeof tickets)[number];
const isSoon = ({ clock }: Mixed) => clock?.state === 'breached' || [1, 2].includes(clocks.indexOf(clock));

const mixing = [
  `insert into workspaces (id, name) values ('${mixed}', 'Mixed')`,
  `insert into channels (id, type, name) values ('${places.mail}', 'email', 'Mail')`,
  `insert into teams (id, name) values ('${places.team}', 'Team')`,
  `insert into contacts (id) values ('${places.contact}')`,
  `insert into stores (id, name, platform, locale, time_zone, currency) values ('${places.store}', 'Shop', 'api', 'en', 'UTC', 'EUR')`,
  `insert into accounts (id, email) values ('${me}', 'me@shop.example')`,
  `insert into agents (id, account_id, name, email, role) values ('${me}', '${me}', 'Me', 'me@shop.example', 'agent')`,
  `create table mixed_tickets as select * from jsonb_to_recordset('${JSON.stringify(tickets)}'::jsonb)
     as t (n int, id uuid, status text, assignee uuid, team uuid, store uuid, "isAutomatic" boolean, clock jsonb)`,
];
const ofMixed = [
  `insert into tickets (id, number, channel_id, channel_type, contact_id, recipient_kind, recipient_value, reply_token,
     status, snoozed_until, resolved_at, closed_at, assignee_id, team_id, store_id, automatic, last_message_at, clock, clock_state, clock_due_at)
   select id, n + 1, '${places.mail}', 'email', '${places.contact}', 'email', 'a@b.example', n::text, status,
     case status when 'snoozed' then now() + interval '1 day' end, case when status in ('resolved', 'closed') then now() end,
     case status when 'closed' then now() end, assignee, team, store, "isAutomatic", now() - make_interval(secs => n * 37 % 211),
     case when clock <> 'null' then jsonb_build_object('kind', 'resolution', 'state', clock->>'state', 'dueAt', now() + make_interval(secs => (clock->>'dueIn')::int), 'warnAt', null, 'targetSeconds', clock->'target') end,
     clock->>'state', now() + make_interval(secs => (clock->>'dueIn')::int)
   from mixed_tickets`,
  `insert into sla_clocks (id, ticket_id, kind, policy_version, target_seconds, state, started_at, running_since, remaining_seconds, due_at)
   select uuidv7(), id, 'resolution', 1, (clock->>'targetSeconds')::int, clock_state, now(), now(), 0, clock_due_at from tickets where clock_state is not null`,
];

type Narrowed = Partial<Pick<AskedPage, 'filter' | 'scope' | 'sort'>>;

async function ask(
  question: string | null,
  from: AskedPage['from'],
  { among = workspaceId, ...narrowed }: Narrowed & { among?: string } = {},
  after?: AskedPage['after'],
) {
  return inWorkspace(among, async () => {
    const search = question === null ? null : await readSearch(database, question, null);
    const base: AskedPage = {
      scope: { kind: 'all' },
      filter: {},
      search,
      others: null,
      sort: 'activity',
      limit: 251,
      from,
    };
    const parameters: [string, ...unknown[]] = [me];
    const asked = { ...base, ...narrowed, after };
    return database.query<FoundRow & Record<string, unknown>>(pageOfTickets(asked, parameters), parameters);
  });
}
const numbers = (found: FoundRow[]) => found.filter(({ id }) => id).map(({ number }) => number);

/** The tickets of a way that stops after a few and goes on from there, and how often it did. */
async function stepByStep(question: string | null, most: number, narrowed?: Narrowed & { among?: string }) {
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

const everyFilter: [name: string, filter: AskedPage['filter'], fits: (ticket: Mixed) => boolean][] = [
  ['nothing', {}, () => true],
  ['an agent', { assignee: 'me' }, ({ assignee }) => assignee === me],
  ['no agent', { assignee: 'none' }, ({ assignee }) => assignee === null],
  ['a team', { team: places.team }, ({ team }) => team !== null],
  ['no team', { team: 'none' }, ({ team }) => team === null],
  ['a store', { storeId: places.store }, ({ store }) => store !== null],
  ['a channel', { channelType: 'email' }, () => true],
  ['machines', { automatic: 'only' }, ({ isAutomatic }) => isAutomatic],
  ['what is late', { sla: 'breached' }, ({ clock }) => clock?.state === 'breached'],
  ['what is due soon', { sla: 'soon' }, isSoon],
];
const someStatuses: { status?: TicketStatus[] }[] = [
  {},
  { status: ['open'] },
  { status: ['open', 'snoozed'] },
  { status: ['closed', 'closed', 'pending'] },
];
const byNumber = (one: number, other: number) => one - other;

describe.each(everyFilter)('tickets that are narrowed to %s', (_, narrowing, fits) => {
  it.each(someStatuses)('are the same by each way: %j', async ({ status }) => {
    const filter = { ...narrowing, ...(status && { status }) };
    const isAsked = (one: Mixed) => fits(one) && (!status || status.includes(one.status));
    const expected = tickets.filter(isAsked).map(({ n }) => n + 1);
    for (const sort of ['activity', 'due'] as const) {
      const narrowed = { filter, sort, among: mixed };
      const whole = numbers(await ask(null, { most: 1_000 }, narrowed));
      expect(whole.toSorted(byNumber)).toEqual(expected);
      expect((await stepByStep(null, 50, narrowed)).all).toEqual(whole);
      for (const source of sourcesOf({ scope: { kind: 'all' }, filter }, me))
        expect(numbers(await ask(null, { sources: [source], words: false }, narrowed))).toEqual(whole);
    }
  });
});
