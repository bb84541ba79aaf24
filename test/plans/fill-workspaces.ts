import type pg from 'pg';

/** The workspace that is filled beside the small ones: what the API made in it. */
export interface LargePlace {
  workspaceId: string;
  channels: { mail: string; widget: string };
  storeId: string;
  teams: { small: string; large: string };
  agentId: string;
  policyId: string;
}

export interface Sizes {
  /** Of the large workspace; each has three messages. */
  tickets: number;
  smallWorkspaces: number;
}

const ticketsOfSmall = 4;
/** All tables that grow with messages have been filled over so many days. */
const days = 120;

/** Parameters: all of LargePlace, tickets, small workspaces. */
const places = `
  create table filling_places as
    select 0 as place, $1::uuid as workspace_id, $2::uuid as mail_id, $3::uuid as widget_id, $4::uuid as store_id,
      $5::uuid as small_team, $6::uuid as large_team, $7::uuid as agent_id, $8::uuid as policy_id, $9::int as tickets
    union all
    select n, uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7(), uuidv7(), ${ticketsOfSmall}
    from generate_series(1, $10::int) n`;

/** Who works in the small workspaces; the large one has its own. */
const administration = [
  `insert into workspaces (id, name) select workspace_id, 'Small ' || place from filling_places where place > 0`,
  `update workspaces set raw_mail_days = 3650`,
  `insert into channels (workspace_id, id, type, name) select workspace_id, id, type, type from filling_places,
     lateral (values (mail_id, 'email'), (widget_id, 'widget')) c (id, type) where place > 0`,
  `insert into teams (workspace_id, id, name) select workspace_id, large_team, 'Team' from filling_places where place > 0`,
  `insert into stores (workspace_id, id, name, platform, locale, time_zone, currency)
     select workspace_id, store_id, 'Shop', 'api', 'en', 'UTC', 'EUR' from filling_places where place > 0`,
  `insert into ticket_counters (workspace_id, last_number) select workspace_id, 100000 + tickets from filling_places
     on conflict (workspace_id) do update set last_number = excluded.last_number`,
  `insert into ticket_recounts (workspace_id, due_at, counted_at)
     select workspace_id, now() + interval '1 day', now() from filling_places on conflict do nothing`,
];

/** The newest twentieth waits for an agent or for the contact, and of what is older one in a thousand. */
const tickets = `
  create table filling_tickets as
    select p.*, n, at, uuidv7(at - now()) as id, n % 2 = 1 as is_mail, case when n % 2 = 1 then mail_id else widget_id end as channel_id,
      case when n % 2 = 1 then 'email' else 'widget' end as channel_type, status, status = 'open' as is_open
    from filling_places p, generate_series(1, p.tickets) n,
      lateral (select now() - make_interval(secs => ${days * 86_400}.0 * (p.tickets - n) / p.tickets) as at) a,
      lateral (select case when n % 1000 = 0 then 'open' when n < p.tickets * 0.95 then 'closed'
        else (array['open', 'open', 'open', 'pending', 'snoozed', 'resolved'])[1 + n % 7 % 6] end as status) s`;

/** Every third ticket begins with a new contact, who has written the next two as well. */
const contacts = [
  `create table filling_contacts as select t.*, uuidv7(at - now()) as contact_id, 'family' || (n % 1900) as last,
     (array['anna', 'ben', 'carla', 'david', 'emma', 'felix', 'greta', 'hugo', 'ida', 'jonas'])[1 + n % 10] as first
   from filling_tickets t where n % 3 = 1`,
  `create unique index on filling_contacts (place, n)`,
  `insert into contacts (workspace_id, id, name, words, words_version, created_at)
     select workspace_id, contact_id, first || ' ' || last, array_to_tsvector(array[first, last, 'buyer', 'example', first || n]), 3, at from filling_contacts`,
  `insert into contact_identities (workspace_id, id, contact_id, kind, value, verified, channel_type)
     select workspace_id, uuidv7(), contact_id, kind, value, true, type from filling_contacts,
       lateral (values ('email', first || n || '@buyer.example', 'email'), ('visitor', md5(place || ' ' || n), 'widget')) i (kind, value, type)`,
  `insert into visitor_sessions (workspace_id, id, channel_id, token_hash, visitor_id, expires_at)
     select workspace_id, uuidv7(), widget_id, decode(md5(place || '/' || n), 'hex'), md5(place || ' ' || n)::uuid, now() + interval '300 days' from filling_contacts`,
];

const clock = (state: string, due: string) =>
  `jsonb_build_object('kind', 'resolution', 'state', ${state}, 'dueAt', ${due}, 'warnAt', null, 'targetSeconds', 864000)`;
const due = `now() + make_interval(secs => 864000.0 * t.n / t.tickets)`;
const state = `case when t.n % 190 = 0 then 'breached' else 'running' end`;

const perTicket = [
  `insert into tickets (workspace_id, id, number, subject, snippet, status, snoozed_until, resolved_at, closed_at, channel_id,
     channel_type, store_id, contact_id, recipient_kind, recipient_value, reply_token, last_seq, last_inbound_seq, change_seq,
     created_at, last_message_at, last_inbound_at, tags, team_id, assignee_id, clock, clock_state, clock_due_at, automatic)
   select t.workspace_id, t.id, t.n + 100000, 'Order s' || t.n, 'Where is it?', t.status, case when t.status = 'snoozed' then now() + interval '9 days' end,
     case t.status when 'resolved' then now() - interval '1 day' when 'closed' then t.at end, case when t.status = 'closed' then t.at end,
     t.channel_id, t.channel_type, case when t.n % 4 = 0 then t.store_id end, c.contact_id, case when t.is_mail then 'email' else 'visitor' end,
     case when t.is_mail then c.first || c.n || '@buyer.example' else md5(c.place || ' ' || c.n) end, md5(t.id::text), 3, 3, 3,
     t.at, t.at + interval '3 seconds', t.at + interval '3 seconds',
     case when t.n % 1000 = 7 then array['seldom', 'vip'] when t.n % 2 = 0 then array['vip'] when t.n % 20 = 1 then array['gift'] else '{}' end,
     case when t.n % 100 = 3 then t.small_team when t.n % 4 > 0 then t.large_team end, case when t.n % 300 = 5 then t.agent_id end,
     case when t.is_open then ${clock(state, due)} end, case when t.is_open then ${state} end, case when t.is_open then ${due} end, t.n % 500 = 9
   from filling_tickets t join filling_contacts c on c.place = t.place and c.n = t.n - (t.n - 1) % 3`,
  `insert into ticket_words (workspace_id, ticket_id, words, version) select workspace_id, id, array_to_tsvector(array['order', 's' || n]), 3 from filling_tickets`,
  `insert into ticket_facts (workspace_id, ticket_id, created_at, channel_id, channel_type, store_id, team_id, by_agent, answered_at,
     response_seconds, response_business_seconds, response_late, resolved_at, resolution_seconds, resolution_business_seconds, resolution_late)
   select workspace_id, id, at, channel_id, channel_type, store_id, large_team, false, at + interval '1 hour', 3600, 3600, n % 50 = 0,
     case when status = 'closed' then at end, case when status = 'closed' then 7200 end, case when status = 'closed' then 7200 end,
     case when status = 'closed' then n % 50 = 0 end from filling_tickets`,
  `insert into sla_clocks (workspace_id, id, ticket_id, kind, policy_id, policy_version, target_seconds, state, started_at, running_since, remaining_seconds, due_at, next_at, met_at)
   select t.workspace_id, uuidv7(), t.id, kind, case when t.is_open and t.n % 8 > 0 then null else t.policy_id end, 1, 864000, case when kind = 'resolution' and t.is_open then ${state} else 'met' end, t.at, t.at, 864000,
     ${due}, case when kind = 'resolution' and t.is_open and t.n % 190 > 0 then date_trunc('second', ${due}) + interval '2 seconds' end, case when not (kind = 'resolution' and t.is_open) then t.at end
   from filling_tickets t, unnest(array['first_response', 'resolution']) kind`,
  `insert into ticket_events (workspace_id, id, ticket_id, change_seq, type, actor_kind, data, at)
   select workspace_id, uuidv7(at - now()), id, 1, 'status', 'system', '{"from": "open", "to": "pending"}', at from filling_tickets`,
  `insert into ticket_reads (workspace_id, ticket_id, agent_id, seq) select workspace_id, id, agent_id, 2 from filling_tickets where n % 2 = 0`,
  `insert into visitor_reads (workspace_id, ticket_id, seq) select workspace_id, id, 2 from filling_tickets where not is_mail`,
  `insert into idempotency_keys (workspace_id, agent_id, operation, key, body_hash, made) select workspace_id, agent_id, 'send', id::text, 'x', id from filling_tickets`,
  `insert into awaited_replies (workspace_id, reply_token, mail_id, address, ticket_id, created_at)
   select workspace_id, md5(id || 'awaited'), '<a-' || place || '-' || n || '@mail.example>', 'x@buyer.example', id, at from filling_tickets where is_mail`,
];

/** Of each ticket a question, an answer and thanks. Words are in one message, a hundredth of them, a tenth and all. */
const perMessage = [
  `create table filling_messages as
     select t.place, t.n, t.workspace_id, t.id as ticket_id, t.channel_id, t.channel_type, t.is_mail, k, uuidv7(t.at - now() + make_interval(secs => k)) as id, t.at + make_interval(secs => k) as at
     from filling_tickets t, generate_series(1, 3) k`,
  `insert into messages (workspace_id, id, ticket_id, seq, change_seq, direction, visibility, author_kind, channel_id, channel_type, external_id, mail_id, has_raw, raw_key, delivery_status, text, search, created_at, sent_at)
   select workspace_id, id, ticket_id, k, k, case when k = 2 then 'outbound' else 'inbound' end, 'public', case when k = 2 then 'agent' else 'contact' end, channel_id, channel_type,
     'x-' || place || '-' || n || '-' || k, case when is_mail then '<m-' || place || '-' || n || '-' || k || '@mail.example>' end, is_mail and k <> 2, case when is_mail and k = 1 then 'raw/' || id end,
     case when k = 2 then 'sent' end, 'Where is my parcel, please? It is late.',
     array_to_tsvector(array['please', 'parcel', 'rare' || (n * 10 + k), 'twenty' || (n % 1000) || 'x', 'hundred' || (n % 100) || 'x', 'tenth' || (n % 10) || 'x'] || case when n < 2000 then array['lantern'] else '{}' end), at, case when k = 2 then at end
   from filling_messages`,
  `insert into raw_messages (workspace_id, message_id, bytes) select workspace_id, id, 'Subject: Where' from filling_messages where is_mail and k = 3`,
  `insert into received_deliveries (workspace_id, channel_id, external_id, message_id, received_at)
   select workspace_id, channel_id, 'x-' || place || '-' || n || '-' || k, id, at from filling_messages where k <> 2 and at > now() - interval '60 days'`,
  `insert into dispatches (workspace_id, id, owner, owner_id, ticket_id, lane, channel_id, recipient_kind, recipient_value, status, tries, due_at, external_id, mail_id, created_at, tried_at, sent_at)
   select workspace_id, id, 'message', id, ticket_id, ticket_id, channel_id, 'email', 'x@buyer.example', case when n % 1000 = 0 then 'failed' else 'sent' end, 1, at, 'x-' || place || '-' || n || '-' || k,
     '<m-' || place || '-' || n || '-' || k || '@mail.example>', at, at, at from filling_messages where k = 2`,
  `insert into delivery_attempts (workspace_id, id, dispatch_id, attempt, outcome, at) select workspace_id, uuidv7(at - now()), id, 1, 'sent', at from filling_messages where k = 2`,
  `insert into unread_answers (workspace_id, message_id, ticket_id, seq, due_at, state, mailed_to, mailed_at)
   select workspace_id, id, ticket_id, k, at, case when n % 3 = 0 then 'mailed' else 'settled' end, case when n % 3 = 0 then 'x@buyer.example' end, case when n % 3 = 0 then at end from filling_messages where k = 2 and not is_mail`,
  `insert into attachments (workspace_id, id, ticket_id, message_id, name, content_type, size, state, storage_key, created_at)
   select workspace_id, uuidv7(), ticket_id, id, 'photo.jpg', 'image/jpeg', 9, 'stored', 'files/' || id, at from filling_messages where k = 1 and n % 3 = 0`,
];

/** An order for every second ticket, delivered save the newest. */
const orders = [
  `create table filling_orders as select t.*, uuidv7(at - now()) as order_id, uuidv7(at - now()) as shipment_id from filling_tickets t where n % 2 = 0`,
  `insert into orders (workspace_id, id, store_id, external_id, number, email, source_status, status, locale, currency, placed_at, promised_at)
   select workspace_id, order_id, store_id, n::text, 'HH-' || (n + 4000000), 'x' || n || '@buyer.example', 'paid', case when n > tickets * 0.98 then 'shipped' else 'delivered' end, 'en', 'EUR', at, at + interval '60 days' from filling_orders`,
  `insert into order_keys (workspace_id, order_id, key) select workspace_id, order_id, key from filling_orders, unnest(array['hh' || (n + 4000000), (n + 4000000)::text]) key`,
  `insert into ticket_orders (workspace_id, ticket_id, order_id) select workspace_id, id, order_id from filling_orders`,
  `insert into shipments (workspace_id, id, order_id, external_id, number, status, shipped_at) select workspace_id, shipment_id, order_id, '1', 'T' || n, case when n > tickets * 0.98 then 'shipped' else 'delivered' end, now() - interval '1 day' from filling_orders`,
  `insert into tracking_events (workspace_id, id, shipment_id, external_id, status, at) select workspace_id, uuidv7(), shipment_id, '1', 'in-transit', greatest(at, now() - interval '2 days') from filling_orders`,
  `insert into promises (workspace_id, id, order_id, promised_at, source) select workspace_id, uuidv7(), order_id, at + interval '60 days', 'shop' from filling_orders`,
  `insert into contact_notices (workspace_id, id, order_id, kind, state, reply_token) select workspace_id, uuidv7(), order_id, 'shipped', case when n % 1000 = 0 then 'needs-agent' else 'sent' end, md5(order_id::text) from filling_orders`,
];

/**
 * Fills the large workspace and the small ones by SQL as a superuser, without triggers; the counts of tickets are the
 * caller's to make. Then reads every row for the statistics, so that they are the same each time.
 */
export async function fillWorkspaces(owner: pg.Client, place: LargePlace, sizes: Sizes): Promise<void> {
  const { channels, teams } = place;
  const given = [place.workspaceId, channels.mail, channels.widget, place.storeId, teams.small, teams.large];
  await owner.query(
    `set session_replication_role = replica; set maintenance_work_mem = '256MB'; set work_mem = '64MB'`,
  );
  // Built after the rows, which is several times faster.
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where not indisunique and (select relnamespace from pg_class where oid = indexrelid) = 'public'::regnamespace`,
  );
  for (const { name } of indexes) await owner.query(`drop index ${name}`);
  await owner.query(places.replaceAll('\n', ' '), [
    ...given,
    place.agentId,
    place.policyId,
    sizes.tickets,
    sizes.smallWorkspaces,
  ]);
  for (const sql of [...administration, tickets, ...contacts, ...perTicket, ...perMessage, ...orders])
    await owner.query(sql);
  for (const { definition } of indexes) await owner.query(definition);
  await owner.query(
    'drop table filling_places, filling_tickets, filling_contacts, filling_messages, filling_orders; set session_replication_role = origin',
  );
}
