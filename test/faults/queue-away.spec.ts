import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { io } from 'socket.io-client';
import type { Message, Ticket } from '#libs/contracts';
import { textFrom } from '../../apps/playground/server/graph-api/index.js';
import { launchChromium } from '../support/chromium.js';
import { Client } from '../support/client.js';
import { InboxPage } from '../support/inbox-page.js';
import { describeWith } from '../support/machine.js';
import { CuttableProxy } from '../support/mail/cuttable-proxy.js';
import { startRedis } from '../support/redis.js';
import { openShop, type ShopPage } from '../support/shop-page.js';
import { createTestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { type TestWaypost, type WaypostOptions, startWaypost } from '../support/waypost.js';
import { type WhatsappChannel, whatsappChannel } from '../support/whatsapp-channel.js';
import { isLong } from '../support/long.js';

type Page<T> = { items: T[] };
const patience = 120_000;

describeWith('redis', 'with queues on a Redis that is emptied or goes away', () => {
  let waypost: TestWaypost;
  let other: TestWaypost;
  let admin: Client;
  let account: { email: string; password: string };
  let channel: WhatsappChannel;
  /** Where browsers reach it: in front of both nodes. */
  let front: CuttableProxy;
  let env: Record<string, string>;
  let on: WaypostOptions['on'];

  beforeAll(async () => {
    const redis = await startRedis();
    front = await CuttableProxy.to(0);
    env = { PUBLIC_URL: `http://127.0.0.1:${front.port}` };
    on = {
      database: await createTestDatabase(),
      redis,
      dataDir: `/tmp/waypost-queue-${randomUUID()}`,
      secretKey: 'k'.repeat(40),
    };
    waypost = await startWaypost({ on, env });
    other = await startWaypost({ on, env, parts: 'api' });
    const made = await waypost.workspace();
    ({ admin } = made);
    account = made;
    channel = await whatsappChannel(admin);
  }, patience);
  afterAll(async () => {
    await channel?.graph.close();
    await front?.close();
    await other?.stop();
    await waypost?.close();
  }, patience);

  const messages = async (ticketId: string) =>
    (await admin.get<Page<Message>>(`/api/v1/tickets/${ticketId}/messages`)).body.items;
  const reply = (ticketId: string, text: string) =>
    admin.post<Message>(
      `/api/v1/tickets/${ticketId}/messages`,
      { text, visibility: 'public' },
      { 'idempotency-key': randomUUID() },
    );
  async function ticketOf(phone: string): Promise<string> {
    expect(await channel.graph.deliver(textFrom({ phone, name: phone }, 'Hello?'))).toBe(200);
    return (await admin.get<Page<Ticket>>('/api/v1/tickets')).body.items.find(
      (ticket) => ticket.contact.name === phone,
    )!.id;
  }
  const isSent = (ticketId: string) =>
    until(
      'it is sent',
      async () =>
        (await messages(ticketId))
          .filter(({ direction }) => direction === 'outbound')
          .every(({ deliveryStatus }) => deliveryStatus === 'sent'),
      60_000,
    );

  test('F29 a message that comes to one node reaches the other’s sockets', async () => {
    const socket = io(`${other.url}/agent`, { auth: { token: admin.token! }, transports: ['websocket'] });
    await once(socket as never, 'connect');
    const received = once(socket as never, 'ticket:changed', { signal: AbortSignal.timeout(10_000) });
    await ticketOf('491520000001');
    await received;
    socket.close();
  });

  test(
    'F10 what waits to be sent is sent after everything in Redis is gone',
    async () => {
      const ticketId = await ticketOf('491520000002');
      channel.graph.misbehave({ kind: 'throttle', retryAfterSeconds: 4 });
      await reply(ticketId, 'after a wait');
      await until('it backs off', async () => (await messages(ticketId)).at(-1)!.deliveryError !== null);
      const client = new Redis(waypost.redis!.url);
      await client.flushall();
      client.disconnect();
      await isSent(ticketId);
      expect(channel.graph.accepted.filter((message) => message.recipient === '491520000002')).toHaveLength(1);
    },
    patience,
  );

  describeWith('chromium', 'in a browser', () => {
    let browser: Browser;
    let shop: ShopPage;
    let inbox: InboxPage;
    beforeAll(async () => {
      browser = await launchChromium();
      shop = await openShop(env['PUBLIC_URL']!);
    }, patience);
    afterAll(async () => {
      await browser?.close();
      await shop?.close();
    });

    test(
      'F29 widget and inbox equal the server when hints are lost on their way between nodes, and when their node dies',
      async () => {
        const node = await startWaypost({ on, env, parts: 'api' });
        front.moveTo(node.config.port);
        const { body: widget } = await admin.post<{ id: string }>('/api/v1/channels', { type: 'widget', name: 'Chat' });
        const page = await (await browser.newContext({ locale: 'en' })).newPage();
        await page.goto(shop.url(widget.id));
        await page.locator('waypost-widget button').click();
        const panel = page.frameLocator('waypost-widget iframe');
        await panel.locator('.wf .big').click();
        await panel.locator('textarea').fill('Who is there?');
        await panel.locator('textarea').press('Enter');
        const ticket = await until('the ticket', async () =>
          (await admin.get<Page<Ticket>>('/api/v1/tickets')).body.items.find(
            ({ subject }) => subject === 'Who is there?',
          ),
        );
        inbox = await InboxPage.open(browser, env['PUBLIC_URL']!);
        await inbox.signIn(account.email, account.password);
        await inbox.openTicket('Who is there?');
        const inPanel = () => panel.locator('.said .bub').allInnerTexts();
        const inInbox = () => inbox.messages.locator('.bubble').allInnerTexts();
        const bothEqual = (what: string) =>
          until(
            what,
            async () => {
              const texts = JSON.stringify((await messages(ticket.id)).map(({ text }) => text));
              return JSON.stringify(await inPanel()) === texts && JSON.stringify(await inInbox()) === texts;
            },
            60_000,
            250,
          );
        await reply(ticket.id, 'I am');
        await bothEqual('both show the first answer');

        await waypost.redis!.stop('SIGKILL');
        for (const text of ['Still here', 'And still']) await reply(ticket.id, text);
        await waypost.redis!.start();
        await bothEqual('both show what no hint announced');

        front.moveTo(waypost.config.port);
        front.cut();
        await node.stop();
        for (const text of ['From the other node', 'All of it']) await reply(ticket.id, text);
        await bothEqual('both show what the other node has');
        await inbox.close();
      },
      patience,
    );
  });

  test(
    'F11 without Redis mail and messages are taken, it says so, and the answers leave when it is back',
    async () => {
      await waypost.redis!.stop('SIGKILL');
      const ticketId = await ticketOf('491520000003');
      expect((await reply(ticketId, 'while it is away')).status).toBe(201);
      // One that starts meanwhile is no worse off.
      const late = await startWaypost({ on, env: { ...env, SMTP_URL: 'smtp://127.0.0.1:9' }, parts: 'api' });
      // No mail can be queued: an invitation that is stored is not refused, the admin hands the link over.
      const invitation = { email: 'new@shop.example', name: 'New', role: 'agent' };
      expect(await new Client(late.url, admin.token).post('/api/v1/agents', invitation)).toMatchObject({
        status: 201,
        body: { invitationLink: expect.stringContaining('/invitation#token=') },
      });
      // One that is refused is refused alone: no try of the owner's five is used up.
      for (let asked = 0; asked < 6; asked++)
        expect((await late.anonymous.post('/api/v1/password-resets', { email: account.email })).status).toBe(503);
      channel.graph.reportTo(`${late.url}/hooks/whatsapp/${channel.id}`);
      expect(
        await channel.graph.deliver(textFrom({ phone: '491520000003', name: '491520000003' }, 'to the late one')),
      ).toBe(200);
      for (const { anonymous } of [waypost, late])
        expect(await anonymous.get('/readyz')).toMatchObject({ status: 200, body: { queues: { ok: false } } });
      if (isLong) await pause(300_000);
      channel.graph.reportTo(`${waypost.url}/hooks/whatsapp/${channel.id}`);
      await late.stop();
      await waypost.redis!.start();
      await isSent(ticketId);
    },
    patience + 300_000,
  );

  test(
    'F13 every connection to Postgres is cut: at worst 503, and all goes on',
    async () => {
      const deliveries = Array.from({ length: 30 }, async (_, index) =>
        channel.graph.deliver(textFrom({ phone: '491520000004', name: '491520000004' }, `part ${index}`)),
      );
      const owner = new pg.Client(waypost.database.ownerUrl);
      await owner.connect();
      await owner.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()`,
      );
      await owner.end();
      const answers = await Promise.all(deliveries);
      expect(answers.every((status) => status === 200 || status === 503)).toBe(true);
      const stored = await until(
        'its messages',
        async () => {
          const { body } = await admin.get<Page<Ticket>>('/api/v1/tickets');
          const ticket = body.items?.find((each) => each.contact.name === '491520000004');
          return ticket && messages(ticket.id);
        },
        20_000,
      );
      expect(stored.length).toBeGreaterThanOrEqual(answers.filter((status) => status === 200).length);
    },
    patience,
  );
});
