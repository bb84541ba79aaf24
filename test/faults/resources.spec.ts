import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Socket, io } from 'socket.io-client';
import type { Message, Ticket } from '#libs/contracts';
import { Client } from '../support/client.js';
import { cpuSeconds } from '../support/cpu-seconds.js';
import { LatencyProbe } from '../support/latency-probe.js';
import { setUpAt } from '../support/lone-waypost.js';
import { hostileMails } from '../support/mail/hostile-mails.js';
import { postMail } from '../support/mail/post-mail.js';
import { type Fields, writeHtmlMail, writeMail } from '../support/mail/write-mail.js';
import { type SpawnedWaypost, spawnWaypost } from '../support/spawn-waypost.js';
import { until } from '../support/until.js';
import { type TestDatabase, createTestDatabase } from '../support/test-database.js';
import { visit } from '../support/visitor.js';
import { isLong } from '../support/long.js';

const address = 'support@shop.example';
const patience = 180_000;
type Received = { event: string; payload: Record<string, unknown> }[];

/** Runs as it is shipped, in a process of its own, so that what the test does costs it nothing. */
describe('what is made to be costly costs little, and no other feels it', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'waypost-costly-'));
  let database: TestDatabase;
  let api: SpawnedWaypost;
  let admin: Client;
  let others: LatencyProbe;
  let channelId: string;
  const open: Socket[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    const env = {
      DATABASE_URL: database.appUrl,
      SECRET_KEY: 'k'.repeat(40),
      DATA_DIR: dataDir,
      ALLOW_PRIVATE_NETWORK: 'true',
    };
    api = await spawnWaypost({ program: 'api', env });
    const command = await spawnWaypost({ program: 'cli', args: ['create-admin'], env });
    await api.ready();
    admin = await setUpAt(api.url, command);
    for (const name of ['support', 'sales'])
      await create({ type: 'email', name, settings: { address: `${name}@shop.example` } });
    channelId = await create({ type: 'widget', name: 'Chat' });
    others = await LatencyProbe.as(admin);
    // The threads that read mail start with the first one.
    await Promise.all([post(mail()), post(mail())]);
  }, patience);
  afterEach(() => open.splice(0).forEach((socket) => socket.disconnect()));
  afterAll(async () => {
    await others?.close();
    await api?.end();
    await database?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function create(channel: object): Promise<string> {
    const made = await admin.post<{ id: string }>('/api/v1/channels', channel);
    expect([channel, made.status]).toEqual([channel, 201]);
    return made.body.id;
  }
  const mail = (fields: Fields = {}, body?: string) => writeMail({ Subject: randomUUID(), ...id(), ...fields }, body);
  const post = (raw: Buffer, to = address) => postMail(api.smtpPort, raw, to);
  const ticketsAbout = async (words: string) =>
    (await admin.get<{ items: Ticket[] }>(`/api/v1/tickets?limit=100&q=${words}`)).body.items;
  const count = async () => Number((await admin.get<{ inbox: number }>('/api/v1/tickets/counts')).body.inbox);
  async function listen(namespace: string, auth: object): Promise<{ socket: Socket; received: Received }> {
    const socket = io(`${api.url}${namespace}`, {
      auth,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: 30_000,
    });
    open.push(socket);
    const received: Received = [];
    socket.onAny((event: string, payload) => received.push({ event, payload }));
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    return { socket, received };
  }
  const listenAs = (client: Client) => listen('/agent', { token: client.token });
  const id = () => ({ 'Message-ID': `<${randomUUID()}@buyer.example>` });
  /** Stored, as a message or a stub, with its raw form. */
  async function isThere(word: string): Promise<void> {
    const [ticket] = await until(`a ticket about ${word}`, async () => {
      const found = await ticketsAbout(word);
      return found.length ? found : null;
    });
    const [message] = (await admin.get<{ items: Message[] }>(`/api/v1/tickets/${ticket!.id}/messages`)).body.items;
    const original = await admin.get<string>(`/api/v1/tickets/${ticket!.id}/messages/${message!.id}/raw`);
    expect([word, original.status]).toEqual([word, 200]);
  }
  const word = () => `w${randomUUID().replaceAll('-', '')}`;

  test(
    'A61 fifty thousand recipients, nine thousand links, a hundred thousand elements, twenty thousand references',
    async () => {
      await others.unfelt(async () => {
        const words = Array.from({ length: 4 }, word);
        const mails = [
          mail({
            Subject: words[0]!,
            To: Array.from({ length: 50_000 }, (_, n) => `u${n}@b.c`)
              .join(', ')
              .slice(0, 450_000),
          }),
          mail({ Subject: words[1]! }, 'http://a.b?'.repeat(9_000)),
          writeHtmlMail('<div>'.repeat(100_000), { Subject: words[2]!, ...id() }),
          mail({
            Subject: words[3]!,
            References: Array.from({ length: 20_000 }, (_, n) => `<${n}@b.c>`).join('\r\n '),
          }),
        ];
        for (const raw of mails) await post(raw);
        for (const each of words) await isThere(each);
      });
    },
    patience,
  );

  test(
    'A62 parts without end, in depth and in number, headers without end',
    async () => {
      const head = { 'MIME-Version': '1.0' };
      const nested = (type: string, depth: number) =>
        Array.from({ length: depth }, (_, n) => `Content-Type: ${type}; boundary="b${n + 1}"\n\n--b${n + 1}\n`).join(
          '',
        );
      await others.unfelt(async () => {
        const words = Array.from({ length: 5 }, word);
        const before = await count();
        const mails = [
          mail(
            { Subject: words[0]!, ...head, 'Content-Type': 'multipart/mixed; boundary=x' },
            '--x\n\n1\n'.repeat(50_000),
          ),
          mail(
            { Subject: words[1]!, ...head, 'Content-Type': 'multipart/mixed; boundary="b0"' },
            `--b0\n${nested('multipart/mixed', 3_000)}`,
          ),
          mail(
            { Subject: words[2]!, ...head, 'Content-Type': 'message/rfc822' },
            'Content-Type: message/rfc822\n\n'.repeat(1_000),
          ),
          mail({ Subject: words[3]!, 'X-Long': 'x'.repeat(20 * 1024 * 1024) }),
          mail(
            { Subject: words[4]!, ...head, 'Content-Type': 'multipart/mixed; boundary=never' },
            '--never\nContent-Type: text/plain\n\nno end',
          ),
          Buffer.concat([Buffer.from('X-A: b\r\n'.repeat(200_000)), mail({ Subject: 'headers' })]),
        ];
        for (const raw of mails) await post(raw);
        for (const each of words) await isThere(each);
        // A header that is cut off may take its subject along; the mail is there all the same.
        expect(await count()).toBe(before + mails.length);
      });
      expect(mostMegabytes(api.pid)).toBeLessThan(1_500);
    },
    patience,
  );

  test(
    'A61 A62 whatever else is written to cost much is stored, all of it',
    async () => {
      await others.unfelt(async () => {
        const before = await count();
        for (const [, write] of hostileMails)
          await post(Buffer.concat([Buffer.from(`Message-ID: <${randomUUID()}@x.example>\r\n`), write()]));
        expect(await count()).toBe(before + hostileMails.length);
      });
    },
    patience,
  );

  test(
    'A64 quoted history that is made to be slow costs less than a second each',
    async () => {
      const texts = [
        `On ${' '.repeat(200_000)}wrote`,
        `${'On '.repeat(60_000)}`,
        `${'> '.repeat(100_000)}x`,
        `On ${'a'.repeat(100_000)} <${'b'.repeat(50_000)}> wrote:`,
        `${'-'.repeat(150_000)}Original`,
        `${'From: '.repeat(30_000)}`,
        `Am ${'\t \t'.repeat(50_000)}schrieb`,
      ];
      for (const text of texts) {
        const before = cpuSeconds(api.pid);
        await post(mail({ 'Content-Type': 'text/plain' }, text));
        expect(cpuSeconds(api.pid) - before).toBeLessThan(1);
      }
    },
    patience,
  );

  test(
    'A65 a flood and a mail that is too large hold up no other mailbox',
    async () => {
      const flood = isLong ? 5_000 : 120;
      let arrived = 0;
      let atOther = Infinity;
      const before = await count();
      const large = post(Buffer.concat([mail({ Subject: 'Too large' }), Buffer.alloc(61 * 1024 * 1024, 'x\r\n')])).then(
        () => 0,
        (error: { responseCode: number }) => error.responseCode,
      );
      await others.unfelt(async () => {
        const senders = Array.from({ length: 8 }, async (_, lane) => {
          for (let i = lane; i < flood; i += 8, arrived++) await post(mail());
        });
        await post(mail({ Subject: 'To the other mailbox' }), 'sales@shop.example');
        atOther = Math.min(atOther, arrived);
        await Promise.all(senders);
      });
      // It came while the flood still ran, and did not wait for its end.
      expect(atOther).toBeLessThan(flood / 4);
      expect(await large).toBe(552);
      expect((await ticketsAbout('large')).map(({ subject }) => subject)).toContain('Too large');
      expect(await count()).toBeGreaterThanOrEqual(before + flood + 2);
    },
    isLong ? 1_800_000 : patience,
  );

  test(
    'A66 a flood, a giant and a crowd are held to limits, and no other feels them',
    async () => {
      const agent = await listenAs(admin);
      await others.unfelt(async () => {
        const [noisy, calm] = [await visit(api.url, channelId), await visit(api.url, channelId)];
        const { ticketId } = await noisy.write('hello');
        const started = Date.now();
        const typist = await listen('/visitor', { token: noisy.visitorToken });
        for (let n = 0; n < 150; n++) typist.socket.emit('typing', { ticketId });
        const flood = await listen('/visitor', { token: noisy.visitorToken });
        for (let n = 0; n < 1_000; n++) flood.socket.emit('anything', n);
        await until('the flood is cut', () => !flood.socket.connected, 60_000);
        const giant = await listen('/visitor', { token: noisy.visitorToken });
        giant.socket.emit('send', { id: randomUUID(), text: 'x'.repeat(10 * 1024 * 1024) });
        await until('the giant is cut', () => !giant.socket.connected, 60_000);
        const crowd = await Promise.allSettled(
          Array.from({ length: 60 }, () => listen('/visitor', { token: noisy.visitorToken })),
        );
        expect(crowd.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(10);
        const agents = await Promise.allSettled(Array.from({ length: 40 }, () => listenAs(admin)));
        await until(
          'too many are sent away',
          () => agents.filter((one) => one.status === 'fulfilled' && one.value.socket.connected).length <= 20,
          60_000,
        );

        const answer = (await (
          await listen('/visitor', { token: calm.visitorToken })
        ).socket.emitWithAck('send', { id: randomUUID(), text: 'still here' })) as { ok: boolean };
        expect(answer.ok).toBe(true);
        // Two at once, then one a second.
        expect(agent.received.splice(0).filter(({ event }) => event === 'visitor:typing').length).toBeLessThanOrEqual(
          3 + (Date.now() - started) / 1_000,
        );
        for (const socket of open.splice(0)) if (socket !== agent.socket) socket.disconnect();
        open.push(agent.socket);
      });
      expect(agent.socket.connected).toBe(true);
    },
    patience,
  );
});

/** The most memory that the process has had at once, where the system reports it. */
function mostMegabytes(pid: number): number {
  if (process.platform !== 'linux') return 0;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}
