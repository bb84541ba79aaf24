import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ticket } from '#libs/contracts';
import { freePort } from '../../apps/standalone/src/postgres/index.js';
import { hostileMails } from '../support/mail/hostile-mails.js';
import { postMail } from '../support/mail/post-mail.js';
import { writeMail } from '../support/mail/write-mail.js';
import { spawnWaypost, type SpawnedWaypost } from '../support/spawn-waypost.js';
import { Client } from '../support/client.js';
import { until } from '../support/until.js';
import { type TestWaypost, startWaypost } from '../support/waypost.js';

/** Runs as it is shipped, in a process of its own, so that what the test does costs it nothing. */
describe('hostile mail', () => {
  let ground: TestWaypost;
  let api: SpawnedWaypost;
  let admin: Client;
  /** What requests take on this machine while nothing is done: it may be busy with other things. */
  let idle = 0;
  beforeAll(async () => {
    ground = await startWaypost();
    const { email, password } = await ground.workspace();
    api = await spawnWaypost({ program: 'api', env: { DATABASE_URL: ground.database.appUrl, SECRET_KEY: ground.secretKey, DATA_DIR: ground.dataDir, ALLOW_PRIVATE_NETWORK: 'true', PORT: String(await freePort()) } });
    await api.ready();
    admin = await new Client(api.url).signIn(email, password);
    for (const name of ['support', 'sales']) await admin.post('/api/v1/channels', { type: 'email', name, settings: { address: `${name}@shop.example` } });
    idle = await latencyDuring(pause(2_000));
  }, 180_000);
  afterAll(async () => {
    await api?.end();
    await ground?.close();
  });

  const count = async () => (await admin.get<{ items: Ticket[] }>('/api/v1/tickets?limit=100')).body.items.length;

  /** The 99th percentile of how long requests take while work is done. */
  async function latencyDuring(work: Promise<unknown>): Promise<number> {
    const times: number[] = [];
    let working = true;
    void work.finally(() => (working = false)).catch(() => undefined);
    while (working) {
      const started = performance.now();
      await admin.get('/api/v1/tickets?limit=20', { connection: 'close' });
      times.push(performance.now() - started);
      await pause(20);
    }
    await work;
    return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
  }

  /** Brings each once, with an id of its own: some differ in nothing else that makes a mail another. */
  async function bringAll(): Promise<void> {
    for (const [, write] of hostileMails) await postMail(api.smtpPort, Buffer.concat([Buffer.from(`Message-ID: <${randomUUID()}@x.example>\r\n`), write()]), 'support@shop.example');
  }

  it('is stored, all of it, while others are served', async () => {
    const before = await count();
    // What else the machine does can only make it slower, so the best of a few rounds is what Waypost itself takes.
    const rounds: number[] = [];
    do rounds.push(await latencyDuring(bringAll()));
    while (Math.min(...rounds) >= Math.max(500, 10 * idle) && rounds.length < 3);
    await until('each is a ticket', async () => (await count()) - before === rounds.length * hostileMails.length, 30_000);
    expect(Math.min(...rounds)).toBeLessThan(Math.max(500, 10 * idle));
  }, 180_000);

  it('in a flood with one that is too large holds up no other mailbox', async () => {
    const flood = Array.from({ length: process.env.WAYPOST_TEST_LONG ? 5_000 : 200 }, (_, i) => writeMail({ Subject: `Flood ${i}`, 'Message-ID': `<${randomUUID()}@x.example>` }));
    let stopped = false;
    const large = postMail(api.smtpPort, Buffer.concat([writeMail({ Subject: 'Too large' }), Buffer.alloc(61 * 1024 * 1024, 'x\r\n')]), 'support@shop.example').then(() => 0, (error: { responseCode: number }) => error.responseCode);
    const senders = Array.from({ length: 8 }, async (_, lane) => {
      for (let i = lane; i < flood.length && !stopped; i += 8) await postMail(api.smtpPort, flood[i]!, 'support@shop.example');
    });
    const started = performance.now();
    await postMail(api.smtpPort, writeMail({ Subject: 'To the other mailbox' }), 'sales@shop.example');
    expect(performance.now() - started).toBeLessThan(10_000);
    const latency = await latencyDuring(Promise.all(senders));
    expect(latency).toBeLessThan(Math.max(500, 10 * idle));
    stopped = true;
    expect(await large).toBe(552);
    const { items } = (await admin.get<{ items: Ticket[] }>('/api/v1/tickets?limit=20&q=large')).body;
    expect(items.map(({ subject }) => subject)).toContain('Too large');
  }, process.env.WAYPOST_TEST_LONG ? 1_800_000 : 180_000);
});
