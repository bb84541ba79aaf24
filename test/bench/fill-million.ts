import type pg from 'pg';

/** How many tickets the large workspace of the bench has; 2.8 messages each. */
export const millionTickets = 1_000_000;
const inOneGo = 250_000;
const filled = [
  'contacts',
  'contact_identities',
  'tickets',
  'sla_clocks',
  'ticket_words',
  'messages',
  'order_keys',
  'orders',
  'ticket_orders',
];

/** People who share names and a domain, as customers do. Parameters: workspace, first and last number. */
const people = `
  with p as (
    select n, uuidv7(make_interval(secs => 100 * (n - 500000))) as id,
      (array['anna', 'ben', 'carla', 'david', 'emma', 'felix', 'greta', 'hugo', 'ida', 'jonas'])[1 + n % 10] as first,
      'family' || (n % 4000) as last
    from generate_series($2::int, $3::int) n where n % 3 = 0
  ), known as (
    insert into bench_people (n, id) select n, id from p
  ), addresses as (
    insert into contact_identities (workspace_id, id, contact_id, kind, value, verified, channel_type)
    select $1, uuidv7(), id, 'email', first || n || '@mail.example', true, 'email' from p
  )
  insert into contacts (workspace_id, id, name, words, words_version)
  select $1, id, first || ' ' || last, array_to_tsvector(array[first, last, 'mail', 'example', first || n]), 3 from p`;

/** To whom a tenth of all tickets but the newest fifth is assigned, nearly all of them closed. */
export const busyAgent = '01900000-0000-7000-8000-0000000000b5';

/**
 * Every open ticket has a clock: one in a thousand is late, one in ten thousand due soon, all others within two months
 * but not soon. Parameters: workspace, first and last number, channels by weight, teams, agent.
 */
const tickets = `
  with k as (
    select g.n, uuidv7(at - now()) as id, at, b.id as contact_id, status, is_busy,
      case when status = 'open' then case when g.n % 3000 = 0 then 'breached' else 'running' end end as state,
      case when status = 'open' then now() + case when g.n % 3000 = 0 then interval '-1 hour' when g.n % 30000 = 3 then interval '1 day'
        else interval '3 days' + make_interval(secs => 5.0 * g.n) end end as due
    from generate_series($2::int, $3::int) g (n)
    join bench_people b on b.n = g.n - g.n % 3
    cross join lateral (select now() - make_interval(secs => 90 * (${millionTickets} - g.n)) as at, g.n % 10 = 2 and g.n < ${millionTickets} * 0.8 as is_busy) a
    cross join lateral (
      select case when is_busy and g.n % 10000 > 2 then 'closed' when g.n % 3 = 0 then 'open' when g.n % 50 = 1 then 'pending' else 'closed' end as status) s
  ), known as (
    insert into bench_tickets (n, id, at) select n, id, at from k
  ), subjects as (
    insert into ticket_words (workspace_id, ticket_id, words, version)
    select $1, id, array_to_tsvector(array['order', 's' || n]), 3 from k
  )
  insert into tickets (workspace_id, id, number, subject, snippet, status, resolved_at, closed_at, channel_id,
    channel_type, contact_id, recipient_kind, recipient_value, reply_token, last_seq, last_inbound_seq, change_seq,
    created_at, last_message_at, last_inbound_at, tags, team_id, assignee_id, automatic, clock, clock_state, clock_due_at)
  select $1, id, n + 100000, 'Order s' || n, 'Where is it?', status,
    case when status = 'closed' then at end, case when status = 'closed' then at end,
    ($4::uuid[])[1 + n % 2], (array['email', 'widget'])[1 + n % 2], contact_id, 'email', 'someone@mail.example',
    n::text, 2, 1, 2, at, at + make_interval(secs => n % 700), at,
    case when n % 10000 = 7 then array['seldom', 'vip'] when n % 4 = 0 then array['vip'] when n % 20 = 1 then array['gift'] else '{}' end,
    case when n % 100 = 3 then ($5::uuid[])[1] when n % 4 > 0 then ($5::uuid[])[2] end,
    case when n % 3000 = 5 then $6::uuid when is_busy then '${busyAgent}'::uuid end, n % 400 = 9,
    case when state is not null then jsonb_build_object('kind', 'resolution', 'state', state, 'dueAt', due, 'warnAt', null, 'targetSeconds', 864000) end,
    state, due
  from k`;

/** Parameters: workspace, first and last number. */
const clocks = `
  insert into sla_clocks (workspace_id, id, ticket_id, kind, policy_version, target_seconds, state, started_at,
    running_since, remaining_seconds, due_at, next_at, breached_at)
  select $1, uuidv7(), t.id, 'resolution', 1, 864000, t.clock_state, b.at, b.at, 864000, t.clock_due_at,
    case when t.clock_state = 'running' then date_trunc('second', t.clock_due_at) + interval '1 second' end,
    case when t.clock_state = 'breached' then t.clock_due_at end
  from bench_tickets b join tickets t on t.workspace_id = $1 and t.id = b.id
  where b.n between $2 and $3 and t.clock_state is not null`;

/**
 * Messages by the words that they have. Parameters: workspace, first and last number, channel.
 */
const messages = `
  insert into messages (workspace_id, id, ticket_id, seq, change_seq, direction, visibility, author_kind, channel_id,
    channel_type, text, search, created_at)
  select $1, uuidv7(b.at - now() + make_interval(secs => k)), b.id, k, k,
    case when k % 2 = 1 then 'inbound' else 'outbound' end, 'public', case when k % 2 = 1 then 'contact' else 'agent' end,
    $4, 'email', 'Where is my parcel, please? It is late.',
    array_to_tsvector(array['please', 'where', 'is', 'my', 'parcel', 'it', 'late',
      'rare' || (n * 10 + k), 'twenty' || (n % 50000) || 'x',
      'thousand' || (n % 1000) || 'x', 'hundred' || (n % 100) || 'x', 'tenth' || (n % 10) || 'x',
      'v' || (hashint4(n * 7 + k) & 16383), 'v' || (hashint4(n * 11 + k) & 8191), 'v' || (hashint4(n * 13 + k) & 255),
      'v' || (hashint4(n * 17 + k) & 63), 'v' || (hashint4(n * 19 + k) & 31)]
      || case when n % 20 = 3 then array['包裹'] else '{}' end
      || case when n % 5000 = 3 then array['退款', '款申', '申请'] else '{}' end
      || case when n < ${millionTickets / 10} then array['lantern'] else '{}' end),
    b.at + make_interval(secs => k)
  from bench_tickets b, generate_series(1, case when b.n % 5 = 0 then 2 else 3 end) k where b.n between $2 and $3`;

/** An order for every fourth ticket. Parameters: workspace, first and last number. */
const orders = `
  with o as (
    insert into orders (workspace_id, id, store_id, external_id, number, source_status, status, locale, currency)
    select $1, uuidv7(), $1, b.n::text, 'HH-' || (b.n + 4000000), 'paid', 'paid', 'en', 'EUR'
    from bench_tickets b where b.n between $2 and $3 and b.n % 4 = 0
    returning id, external_id::int as n
  ), keys as (
    insert into order_keys (workspace_id, order_id, key)
    select $1, o.id, key from o, unnest(array['hh' || (o.n + 4000000), (o.n + 4000000)::text]) key
  )
  insert into ticket_orders (workspace_id, ticket_id, order_id)
  select $1, b.id, o.id from o join bench_tickets b on b.n = o.n`;

export interface MillionPlace {
  workspaceId: string;
  channelIds: [email: string, widget: string];
  teamIds: [small: string, large: string];
  /** To whom one ticket of three thousand is assigned. */
  agentId: string;
}

/** Fills a workspace by SQL as a superuser; indexes are built after the rows, which is many times faster. */
export async function fillMillion(owner: pg.Client, { workspaceId, channelIds, teamIds, agentId }: MillionPlace) {
  await owner.query(`
    set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB';
    create table if not exists bench_people (n int primary key, id uuid);
    create table if not exists bench_tickets (n int primary key, id uuid, at timestamptz)`);
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any($1::regclass[]) and not indisunique`,
    [filled],
  );
  for (const { name } of indexes) await owner.query(`drop index ${name}`);
  for (let first = 0; first < millionTickets; first += inOneGo) {
    const range = [workspaceId, first, first + inOneGo - 1];
    await owner.query(people, range);
    await owner.query(tickets, [...range, channelIds, teamIds, agentId]);
    await owner.query(messages, [...range, channelIds[0]]);
    await owner.query(orders, range);
    await owner.query(clocks, range);
    console.error(`${first + inOneGo} tickets`);
  }
  for (const { definition } of indexes) await owner.query(definition);
  await owner.query('drop table bench_people, bench_tickets; set session_replication_role = origin');
  for (const table of filled) await owner.query(`vacuum (analyze) ${table}`);
  await owner.query('checkpoint');
}
