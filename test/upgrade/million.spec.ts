import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { newId } from '#libs/platform';
import { migrations } from '#migrations';
import { EarlierVersion } from './support/earlier-version.js';
import { isLong } from '../support/long.js';

const tickets = isLong ? 1_000_000 : 3_000;
const before = 'KeepWhenAgentsJoined20261122151000';
const workspaceId = newId();
const [channelId, storeId] = [newId(), newId()];

/** Tickets, each with two messages, a contact for ten of them, an order for two; one in twenty broke a rule. */
const filling = [
  `insert into contacts (id, name) select uuidv7(), 'Buyer ' || n from generate_series(1, $1::int / 10) n`,
  `insert into contact_identities (id, contact_id, kind, value, verified, channel_type)
     select uuidv7(), id, 'email', 'buyer-' || row_number() over () || '@buyer.example', true, 'email' from contacts`,
  `with c as (select array_agg(id) as ids from contacts)
   insert into tickets (id, number, subject, channel_id, channel_type, contact_id, recipient_kind, recipient_value, reply_token, status, snoozed_until, resolved_at, closed_at)
     select uuidv7(), n, 'Parcel ' || n, '${channelId}', 'email', ids[1 + n % cardinality(ids)], 'email', 'buyer@buyer.example', 'token-' || n,
       case n % 4 when 0 then 'open' when 1 then 'pending' else 'closed' end, null,
       case when n % 4 > 1 and n % 20 <> 2 then now() end, case when n % 4 > 1 then now() end
     from c, generate_series(1, $1::int) n`,
  `insert into messages (id, ticket_id, seq, change_seq, direction, visibility, author_kind, channel_id, channel_type, text, search, delivery_status, sent_at)
     select uuidv7(), t.id, s, s, case s when 1 then 'inbound' else 'outbound' end, 'public', case s when 1 then 'contact' else 'agent' end, '${channelId}', 'email',
       'Where is parcel ' || t.number, to_tsvector('simple', 'where is parcel ' || t.number), case s when 2 then 'sent' end, case s when 2 then now() end
     from tickets t, generate_series(1, 2) s`,
  `insert into orders (id, store_id, external_id, number, source_status, status, locale, currency)
     select uuidv7(), '${storeId}', n::text, 'A' || n, 'paid', 'paid', 'en', 'EUR' from generate_series(1, $1::int / 2) n`,
];

/** Writes to tickets and messages over and over, as a product does that is not stopped, and keeps the longest wait. */
async function keepWriting(url: string): Promise<{ longestOf(): number; end(): Promise<void> }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`set waypost.workspace_id = '${workspaceId}'`);
  const { rows } = await client.query<{ id: string }>('select id from tickets limit 1');
  let [longest, isOver] = [0, false];
  const write = async () => {
    while (!isOver) {
      const start = Date.now();
      await client.query('update tickets set snippet = snippet where id = $1', [rows[0]!.id]);
      await client.query('update messages set text = text where ticket_id = $1', [rows[0]!.id]);
      longest = Math.max(longest, Date.now() - start);
      await pause(10);
    }
  };
  const writing = write();
  const end = async () => {
    isOver = true;
    await writing;
    await client.end();
  };
  return { longestOf: () => [longest, (longest = 0)][0]!, end };
}

describe(`an installation of before with ${tickets} tickets`, () => {
  let earlier: EarlierVersion;
  beforeAll(async () => {
    earlier = await EarlierVersion.install(before);
    await earlier.query(`set waypost.workspace_id = '${workspaceId}'`);
    await earlier.insert('workspaces', { id: workspaceId, name: 'Shop' });
    await earlier.query(`insert into channels (id, type, name) values ($1, 'email', 'Mail')`, [channelId]);
    await earlier.query(
      `insert into stores (id, name, platform, time_zone, locale, currency) values ($1, 'Shop', 'api', 'UTC', 'en', 'EUR')`,
      [storeId],
    );
    for (const sql of filling) await earlier.query(sql, sql.includes('$1') ? [tickets] : []);
    await earlier.query('analyze');
  }, 600_000);
  afterAll(() => earlier?.close());

  it('is upgraded one migration after the other beside a writer, and nothing is lost', async () => {
    const writer = await keepWriting(earlier.database.ownerUrl);
    const took: string[] = [];
    for (let count = migrations.findIndex(({ name }) => name === before) + 2; count <= migrations.length; count++) {
      const start = Date.now();
      await earlier.migrate(count);
      const name = migrations[count - 1]!.name!;
      took.push(`${name}: ${Date.now() - start} ms, a writer waited ${writer.longestOf()} ms at most`);
    }
    await writer.end();
    if (isLong) console.log(took.join('\n'));
    const [counts] = await earlier.query(
      `select (select count(*)::int from tickets) as tickets, (select count(*)::int from messages) as messages,
         (select count(*)::int from orders) as orders, (select count(*)::int from tickets where status = 'closed' and resolved_at is null) as broken`,
    );
    expect(counts).toEqual({ tickets, messages: tickets * 2, orders: tickets / 2, broken: 0 });
  }, 1_800_000);
});
