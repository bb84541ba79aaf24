// node --import ./test/support/register-typescript.mjs test/bench/partitions.ts [messages] [messages]…
// Fills one workspace and asks the running product at each size: the figures of docs/adr/0010. Needs a build, and about
// a gigabyte of disk for each two million messages, which it gives back.
import type { Client } from '../support/client.js';
import { until } from '../support/until.js';
import { visit } from '../support/visitor.js';
import { type Ground, prepareGround } from './ground.js';
import { percentile } from './statistics.js';

const sizes = process.argv.slice(2).map(Number).filter(Boolean);
const perTicket = 20;
const ticketsOfContact = 5;
const inOneGo = 500_000;

interface Place {
  workspaceId: string;
  channelId: string;
}

async function makePlace({ admin, owner }: Ground): Promise<Place> {
  const { body } = await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat', settings: {} });
  const { rows } = await owner.query<{ id: string }>('select id from workspaces limit 1');
  return { workspaceId: rows[0]!.id, channelId: body.id };
}

/**
 * Tickets, messages and history from a number on; every word's rank is its number, so that some are rare and some
 * common.
 */
const fill = `
  with n as (select generate_series($3::bigint, $4::bigint) as n),
  person as (insert into contacts (workspace_id, id, name) select $1, uuidv7(), 'Person ' || n from n
    where n % ${ticketsOfContact} = 0 returning id, name),
  contact as (select id, substr(name, 8)::bigint as n from person),
  ticket as (
    insert into tickets (workspace_id, id, number, subject, snippet, status, resolved_at, closed_at, channel_id,
      channel_type, contact_id, recipient_kind, recipient_value, reply_token, last_seq, change_seq, created_at,
      last_message_at)
    select $1, uuidv7(make_interval(secs => n.n - 2000000)), n.n + 10000, 'Order ' || n.n, 'Where is it?', s.status,
      case when s.status in ('resolved', 'closed') then now() - interval '1 day' end,
      case when s.status = 'closed' then now() end,
      $2, 'widget', contact.id, 'visitor', n.n::text, n.n::text, ${perTicket}, ${perTicket},
      now() + make_interval(secs => n.n - 2000000), now() + make_interval(secs => n.n - 2000000)
    from n join contact on contact.n = n.n - n.n % ${ticketsOfContact},
      lateral (select case when n.n % 50 = 0 then 'open' when n.n % 10 = 0 then 'pending' else 'closed' end as status) s
    returning id, number, created_at),
  words as (
    insert into ticket_words (workspace_id, ticket_id, words, version)
      select $1, id, array_to_tsvector(array['order', number::text]), 2 from ticket),
  history as (
    insert into ticket_events (workspace_id, id, ticket_id, change_seq, type, actor_kind, data, at)
    select $1, uuidv7(created_at - now()), id, k, 'status', 'agent', '{"from": "open", "to": "pending"}', created_at
      from ticket, generate_series(1, ${perTicket}) k)
  insert into messages (workspace_id, id, ticket_id, seq, change_seq, direction, visibility, author_kind, channel_id,
    channel_type, text, delivery_status, search, created_at)
  select $1, uuidv7(created_at - now() + make_interval(secs => k)), id, k, k,
    case when k % 2 = 1 then 'inbound' else 'outbound' end, 'public',
    case when k % 2 = 1 then 'contact' else 'agent' end,
    $2, 'widget', 'Where is my parcel, please? It is late.', case when k % 2 = 0 then 'sent' end,
    array_to_tsvector(array['parcel', 'w' || (number % 100), 'x' || (number % 50000), 'y' || number || k]), created_at
  from ticket, generate_series(1, ${perTicket}) k`;

/** Indexes are built after the rows, which is many times faster, and left out meanwhile. */
async function fillTo({ owner }: Ground, { workspaceId, channelId }: Place, from: number, to: number) {
  const tables = ['messages', 'ticket_events', 'tickets', 'ticket_words', 'contacts'];
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any($1::regclass[]) and not indisunique`,
    [tables],
  );
  await owner.query(
    `set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '256MB'`,
  );
  for (const { name } of indexes) await owner.query(`drop index ${name}`);
  for (let at = from; at < to; at += inOneGo) {
    const last = Math.min(to, at + inOneGo);
    await owner.query(fill, [workspaceId, channelId, at / perTicket, last / perTicket - 1]);
    console.error(`${last} messages`);
  }
  for (const { definition } of indexes) await owner.query(definition);
  await owner.query('set session_replication_role = origin');
  for (const table of tables) await owner.query(`vacuum (analyze) ${table}`);
  await owner.query('checkpoint');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Half of the answers came within this, and how many pages Postgres looked at for each. */
async function ask({ owner }: Pick<Ground, 'owner'>, work: (index: number) => Promise<unknown>, count = 60) {
  for (let index = 0; index < Math.min(5, count); index++) await work(1_000 + index);
  await rest(owner);
  const before = await pages(owner);
  const times: number[] = [];
  for (let index = 0; index < count; index++) times.push(await timed(() => work(index)));
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99), pages: ((await pages(owner)) - before) / count };
}

/** A search may take longer than a statement of a request may: then that is the figure. */
const search = (ground: Ground, work: (index: number) => Promise<unknown>) =>
  ask(ground, work, 2).catch((error: Error) => error.message);

/** Until nothing is left to do from before, such as a statement whose answer is no longer waited for. */
const rest = (owner: Ground['owner']) =>
  until(
    'nothing to run',
    async () =>
      !(
        await owner.query(
          `select from pg_stat_activity where state = 'active' and pid <> pg_backend_pid()
           and now() - query_start > interval '100 ms'`,
        )
      ).rowCount,
    120_000,
  );

async function pages(owner: Ground['owner']): Promise<number> {
  await owner.query('select pg_sleep(1.2)');
  const { rows } = await owner.query<{ n: string }>(
    'select blks_hit + blks_read as n from pg_stat_database where datname = current_database()',
  );
  return Number(rows[0]!.n);
}

async function vacuumAfterChurn({ owner }: Ground, table: string): Promise<number> {
  // One row in a hundred changes, as statuses of delivery do.
  await owner.query(`update ${table} set change_seq = change_seq where hashtext(id::text) % 100 = 0`);
  return timed(() => owner.query(`vacuum ${table}`));
}

/** The same messages in one table and in 24 parts by time: a thread and a place for a new message, by SQL. */
async function compareParts({ owner }: Ground, { workspaceId }: Place) {
  await owner.query(`create table parts (like messages including defaults) partition by range (id)`);
  const { rows } = await owner.query<{ ids: string[] }>(
    `select percentile_disc(array(select n / 24.0 from generate_series(1, 23) n))
       within group (order by id)::text[] as ids from messages`,
  );
  const ends = [...rows[0]!.ids.map((id) => `'${id}'`), 'maxvalue'];
  for (const [at, end] of ends.entries())
    await owner.query(
      `create table parts_${at} partition of parts for values from (${at ? ends[at - 1] : 'minvalue'}) to (${end})`,
    );
  await owner.query('insert into parts select * from messages');
  await owner.query(`create index on parts (workspace_id, ticket_id, seq); create index on parts (workspace_id, id)`);
  await owner.query('vacuum (analyze) parts');
  const { rows: tickets } = await owner.query<{ id: string }>(
    'select id from tickets tablesample system (5) limit 500',
  );
  const thread = (table: string) => (index: number) =>
    owner.query({
      name: `thread of ${table}`,
      text: `select * from ${table} where workspace_id = $1 and ticket_id = $2 order by seq desc limit 50`,
      values: [workspaceId, tickets[index % tickets.length]!.id],
    });
  const figures = {
    'thread by SQL, one table': await ask({ owner }, thread('messages'), 200),
    'thread by SQL, 24 parts by time': await ask({ owner }, thread('parts'), 200),
  };
  await owner.query('drop table parts');
  console.log(JSON.stringify(figures, round, 1));
}

async function measure(ground: Ground, place: Place, size: number) {
  const { owner, admin } = ground;
  const get = async (path: string) => {
    const { status } = await (admin as Client).get(path);
    if (status !== 200) throw new Error(`${path}: ${status}`);
  };
  const { rows } = await owner.query<{ id: string }>(`select id from tickets tablesample system (1) limit 500`);
  const ticketAt = (index: number) => rows[index % rows.length]!.id;
  const visitor = await visit(ground.waypost.url, place.channelId);
  const bytes = async (what: string) =>
    Number((await owner.query<{ n: string }>(`select ${what} as n`)).rows[0]!.n) / 1e6;
  const figures: Record<string, unknown> = {
    'list, open': await ask(ground, () => get('/api/v1/tickets?status=open&limit=50')),
    'list, all': await ask(ground, () => get('/api/v1/tickets?limit=50')),
    thread: await ask(ground, (index) => get(`/api/v1/tickets/${ticketAt(index)}/messages?limit=50`)),
    history: await ask(ground, (index) => get(`/api/v1/tickets/${ticketAt(index)}/events`)),
    receive: await ask(ground, (index) => visitor.write(`Where is it? ${index}`), 30),
    'search, one hit': await search(ground, (index) => get(`/api/v1/tickets?q=y${10_100 + index}1`)),
    'search, twenty in 50,000': await search(ground, (index) => get(`/api/v1/tickets?q=x${100 + index}`)),
    'search, one ticket in 100': await search(ground, (index) => get(`/api/v1/tickets?q=w${index % 100}`)),
    'vacuum messages after 1 % changed, s': (await vacuumAfterChurn(ground, 'messages')) / 1000,
    'vacuum ticket_events after 1 % changed, s': (await vacuumAfterChurn(ground, 'ticket_events')) / 1000,
    'messages, MB': await bytes(`pg_relation_size('messages')`),
    'its indexes, MB': await bytes(`pg_indexes_size('messages')`),
    'ticket_events, MB': await bytes(`pg_relation_size('ticket_events')`),
    'indexes of ticket_events, MB': await bytes(`pg_indexes_size('ticket_events')`),
  };
  console.log(JSON.stringify({ messages: size, figures }, round, 1));
}

const round = (_key: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(3)) : value);

const ground = await prepareGround();
try {
  const place = await makePlace(ground);
  let from = 0;
  for (const size of sizes.length ? sizes : [1_000_000, 10_000_000]) {
    await fillTo(ground, place, from, size);
    await measure(ground, place, size);
    if (from === 0) await compareParts(ground, place);
    from = size;
  }
} finally {
  await ground.close();
}
