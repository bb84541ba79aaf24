import { createServer } from 'node:http';
import pg from 'pg';
import { openFloor } from './schema.js';

/** HTTP and what the promises of a message need: key, lock, ticket, message with its index, outbox, read back. */
const url = process.argv[2] ?? '';
const tables = await openFloor(url, 1);
await tables.query(`
  create table if not exists floor_key (key text primary key);
  alter table floor_message add column if not exists search tsvector;
  create index if not exists floor_message_search on floor_message using gin (search);
  insert into floor_ticket (number) select generate_series(1, 100)`);
const ids = (await tables.query<{ id: string }>('select id from floor_ticket limit 100')).rows.map(({ id }) => id);
await tables.end();
// The driver's types lack the option: statements go out before those in front of them are answered.
const pool = new pg.Pool({ connectionString: url, max: 16, pipeline: true } as pg.PoolConfig);
let next = 0;

async function store(key: string, text: string): Promise<unknown> {
  const [client, ticket] = [await pool.connect(), ids[next++ % ids.length]];
  const ask = (name: string, statement: string, values: unknown[]) => client.query({ name, text: statement, values });
  await Promise.all([
    client.query('begin'),
    ask('key', 'insert into floor_key (key) values ($1)', [key]),
    ask('lock', 'select id from floor_ticket where id = $1 for update', [ticket]),
  ]);
  const answers = await Promise.all([
    ask('ticket', 'update floor_ticket set updated_at = now() where id = $1', [ticket]),
    ask(
      'message',
      `insert into floor_message (ticket_id, text, search) values ($1, $2, to_tsvector('simple', $2)) returning *`,
      [ticket, text],
    ),
    ask('outbox', 'insert into floor_outbox (payload) values ($1)', [{ ticket }]),
    client.query('commit'),
  ]);
  client.release();
  return answers[1].rows[0];
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', async () => {
    const { text } = JSON.parse(Buffer.concat(chunks).toString()) as { text: string };
    const stored = await store(String(request.headers['idempotency-key']), text);
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(stored));
  });
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as { port: number }).port }));
process.once('disconnect', () => process.exit());
