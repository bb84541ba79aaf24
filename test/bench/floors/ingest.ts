import { simpleParser } from 'mailparser';
import { writeMail } from '../mails.js';
import { inParallel } from '../statistics.js';
import { openFloor } from './schema.js';

/** Bare ingest: the least work that a mail needs. Parses it and commits six statements; no threading, no rules. */
const [url = '', count = '0', width = '4'] = process.argv.slice(2);
const pool = await openFloor(url, Number(width));
const mails = Array.from({ length: Number(count) }, (_, index) => writeMail('floor@shop.example', `floor ${index}`));

async function ingest(raw: string) {
  const mail = await simpleParser(raw);
  const client = await pool.connect();
  await client.query('begin');
  const contact = await client.query(
    `insert into floor_contact (email, name) values ($1, $2)
     on conflict (email) do update set name = excluded.name returning id`,
    [mail.from?.value[0]?.address, mail.from?.value[0]?.name],
  );
  const ticket = await client.query(
    `insert into floor_ticket (number, subject, contact_id) values (nextval('floor_number'), $1, $2) returning id`,
    [mail.subject, contact.rows[0].id],
  );
  await client.query('insert into floor_message (ticket_id, external_id, text, html) values ($1, $2, $3, $4)', [
    ticket.rows[0].id,
    mail.messageId,
    mail.text,
    mail.html || null,
  ]);
  await client.query('insert into floor_event (ticket_id, type) values ($1, $2)', [ticket.rows[0].id, 'created']);
  await client.query('insert into floor_outbox (payload) values ($1)', [{ ticket: ticket.rows[0].id }]);
  await client.query('commit');
  client.release();
}

process.send?.('ready');
process.once('message', async () => {
  const start = performance.now();
  await inParallel(mails.length, Number(width), (index) => ingest(mails[index]!.raw));
  process.send?.({ ms: performance.now() - start });
  await pool.end();
  process.disconnect();
});
