import { randomUUID } from 'node:crypto';
import { type Transporter, createTransport } from 'nodemailer';
import pg from 'pg';
import type { Ticket } from '#libs/contracts';
import { WorkerTimers } from '#libs/platform';
import type { Client } from '../support/client.js';
import { inParallel } from '../bench/statistics.js';
import { writeMail } from '../support/mail/write-mail.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';
import { type Work, countStatements, countWork, each, judgeWork } from './count-work.js';
import { recorded } from './recorded.js';

const startTimers = WorkerTimers.prototype.onApplicationBootstrap;
const mails = 500;
const notes = 200;
const lists = 20;

/** What the dearest acts ask of Postgres, in what no other load on the machine can move. */
describe('the work of', () => {
  let waypost: TestWaypost;
  let worker: TestWaypost | undefined;
  let admin: Client;
  let owner: pg.Client;
  let smtp: Transporter;
  let stop: () => void;
  beforeAll(async () => {
    stop = countStatements();
    // Sweeps ask when their time has come, which has nothing to do with this work.
    WorkerTimers.prototype.onApplicationBootstrap = () => undefined;
    waypost = await startWaypost({ parts: 'api' });
    ({ admin } = await waypost.workspace());
    await admin.post('/api/v1/channels', {
      type: 'email',
      name: 'Mail',
      settings: { address: 'support@shop.example' },
    });
    owner = new pg.Client({ connectionString: waypost.database.ownerUrl });
    await owner.connect();
    await owner.query('create extension pg_walinspect');
    const { smtpPort: port } = waypost.config;
    smtp = createTransport({ host: '127.0.0.1', port, pool: true, maxMessages: Infinity, ignoreTLS: true } as object);
    // The statements are prepared, and the caches filled.
    await send(20);
  }, 60_000);
  afterAll(async () => {
    stop?.();
    WorkerTimers.prototype.onApplicationBootstrap = startTimers;
    smtp?.close();
    await owner?.end();
    await worker?.stop();
    await waypost?.close();
  });

  const mail = async () => {
    const from = `${randomUUID()}@buyer.example`;
    const fields = { From: from, 'Message-ID': `<${randomUUID()}@buyer.example>`, Subject: 'Where is my parcel?' };
    const raw = writeMail(fields, 'It was to come on Monday.');
    await smtp.sendMail({ envelope: { from, to: 'support@shop.example' }, raw });
  };
  const send = (count: number) => inParallel(count, 4, mail);
  const check = (name: keyof typeof recorded, found: Work) => {
    if (process.env['WAYPOST_RECORD_GATES']) console.log(name, JSON.stringify(found));
    expect([name, judgeWork(found, recorded[name])]).toEqual([name, []]);
  };

  it('taking a mail in, while nothing follows', async () => {
    check('mail', each(await countWork(owner, () => send(mails)), mails));
  }, 60_000);

  it('writing a note, while nothing follows', async () => {
    const { items } = (await admin.get<{ items: Ticket[] }>('/api/v1/tickets?limit=100')).body;
    const body = { text: 'It left.', visibility: 'internal' };
    const post = async (index: number) =>
      void (await admin.post(`/api/v1/tickets/${items[index % items.length]!.id}/messages`, body));
    check('note', each(await countWork(owner, () => inParallel(notes, 4, post)), notes));
  }, 60_000);

  it('what follows them all', async () => {
    const follow = async () => {
      const { database, redis, dataDir, secretKey } = waypost;
      worker = await startWaypost({ parts: 'worker', on: { database, redis, dataDir, secretKey } });
      const left = async () => (await owner.query('select from outbox_events')).rowCount;
      await until('the events', async () => !(await left()), 60_000);
    };
    check('events', each(await countWork(owner, follow), mails + notes));
  }, 60_000);

  it('reading a list, which writes nothing', async () => {
    const read = async () => void (await admin.get('/api/v1/tickets?limit=50'));
    const times: Work[] = [];
    // Postgres may analyse a table beside it, which writes what it has found.
    for (let time = 0; time < 3; time++)
      times.push(each(await countWork(owner, () => inParallel(lists, 1, read)), lists));
    const [found] = times.sort((a, b) => a.walRecords - b.walRecords);
    expect(found!.walRecords).toBeLessThan(1);
    check('list', { ...found!, walRecords: 1, walBytes: 1 });
  });

  it.each([
    ['as recorded', 1, []],
    ['a twentieth more', 1.05, []],
    ['an eighth more', 1.125, ['statements: 11.25 where 10 is recorded']],
    ['an eighth less', 0.875, ['statements: 8.75 where 10 is recorded']],
  ])('would be found to be %s', (_, factor, faults) => {
    const ten = { statements: 10, walRecords: 20, walBytes: 3_000 };
    expect(judgeWork({ ...ten, statements: 10 * factor }, ten)).toEqual(faults);
  });
});
