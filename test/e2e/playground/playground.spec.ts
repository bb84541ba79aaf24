import { seedDemo } from '#libs/demo';
import { Database } from '#libs/platform';
import type { Client } from '../../support/client.js';
import { quietPort } from '../../support/quiet-port.js';
import { until } from '../../support/until.js';
import { startWaypost, type TestWaypost } from '../../support/waypost.js';

interface Thread {
  id: string;
  subject: string;
  channel: { type: string };
  contact: { name: string };
}
interface PlaygroundState {
  mails: {
    id: string;
    direction: string;
    to: string;
    subject: string;
    text: string;
    replyTo: string;
    from: string;
    thread: string;
  }[];
  apps: string[];
  texts: { app: string; address: string; direction: string; text: string; state: string | null }[];
  orders: {
    externalId: string;
    number: string;
    shopper: string;
    status: string;
    tracking: { number: string } | null;
  }[];
  shoppers: { key: string; email: string; phone: string; name: string }[];
}

let waypost: TestWaypost;
let agent: Client;
const state = async () => (await waypost.anonymous.get<PlaygroundState>('/playground/api/state')).body;
const ticketsOf = async (name: string) =>
  (await agent.get<{ items: Thread[] }>('/api/v1/tickets?limit=20')).body.items.filter(
    ({ contact }) => contact.name === name,
  );
const ticketOn = (type: string, name: string) =>
  until(`a ticket of ${name} on ${type}`, async () =>
    (await ticketsOf(name)).find(({ channel }) => channel.type === type),
  );
const answer = async (ticketId: string, text: string) =>
  expect((await agent.post(`/api/v1/tickets/${ticketId}/messages`, { text, visibility: 'public' })).status).toBe(201);
const deliveries = async (ticketId: string) =>
  (
    await agent.get<{ items: { direction: string; text: string; deliveryStatus: string }[] }>(
      `/api/v1/tickets/${ticketId}/messages`,
    )
  ).body.items;

beforeAll(async () => {
  // The mailbox listens one above; both ports have to be free.
  const mailPort = await quietPort(2);
  waypost = await startWaypost({ env: { DEMO: 'true', SMTP_PORT: String(mailPort) } });
  await seedDemo({ config: waypost.config, database: waypost.api.get(Database) });
  agent = await waypost.anonymous.signIn('admin@demo.example', 'waypost-demo');
}, 90_000);
afterAll(() => waypost?.close());

describe('the playground', () => {
  it('is ready once the demo is there, and shows the chat of the first store by its script tag', async () => {
    expect((await waypost.anonymous.get<{ checks: object }>('/readyz')).body.checks).toMatchObject({ demo: true });
    const widget = (await agent.get<{ items: { id: string; type: string }[] }>('/api/v1/channels')).body.items.find(
      ({ type }) => type === 'widget',
    );
    const page = await waypost.anonymous.get<string>('/playground');
    if (page.status === 200)
      expect(page.body).toContain(`<script async src="/widget.js" data-channel="${widget!.id}"></script>`);
    else expect(page.status).toBe(503);
  });

  it('carries a mail to a ticket, its answer to the mailbox, and the reply to that to the same ticket', async () => {
    const sent = await waypost.anonymous.post('/playground/api/mails', {
      shopper: 'tobias',
      to: 'support@demo.example',
      subject: 'Gießkanne, größer?',
      text: 'Gibt es die Gießkanne auch größer?',
    });
    expect(sent.status).toBe(201);
    const ticket = await ticketOn('email', 'Tobias Lindner');
    expect(ticket.subject).toBe('Gießkanne, größer?');
    await answer(ticket.id, 'Ja, mit fünf Litern.');
    const mail = await until('the answer in the mailbox', async () =>
      (await state()).mails.find(({ direction, text }) => direction === 'in' && text.includes('fünf Litern')),
    );
    expect(mail).toMatchObject({
      to: 'tobias.lindner@mail.example',
      subject: 'Re: Gießkanne, größer?',
      from: 'support@demo.example',
      thread: (sent.body as { thread: string }).thread,
    });
    await waypost.anonymous.post('/playground/api/mails', {
      shopper: 'tobias',
      to: mail.replyTo,
      subject: mail.subject,
      text: 'Die nehme ich!',
      answers: mail.id,
    });
    await until('the reply on the ticket', async () =>
      (await deliveries(ticket.id)).find(({ text }) => text === 'Die nehme ich!'),
    );
    expect(await ticketsOf('Tobias Lindner')).toHaveLength(1);
  });

  it('carries a text to a ticket and its answer to the phone, read and said so', async () => {
    expect(
      (await waypost.anonymous.post('/playground/api/texts', { shopper: 'xiaowen', text: '茶壶有蓝色的吗？' })).status,
    ).toBe(204);
    expect((await state()).texts.at(-1)).toMatchObject({ app: 'whatsapp', address: '8613800000803', state: 'sent' });
    const ticket = await ticketOn('whatsapp', '林晓雯');
    await answer(ticket.id, '有的，峡湾蓝。');
    await until('the answer on the phone', async () =>
      (await state()).texts.find(({ direction, text }) => direction === 'in' && text === '有的，峡湾蓝。'),
    );
    await until('the answer read', async () =>
      (await deliveries(ticket.id)).find(
        ({ text, deliveryStatus }) => text === '有的，峡湾蓝。' && deliveryStatus === 'read',
      ),
    );
  });

  it('carries a line by Telegram to a ticket of its own, and its answer back to the same chat', async () => {
    expect((await state()).apps).toEqual(['whatsapp', 'messenger', 'instagram', 'telegram']);
    expect(
      (
        await waypost.anonymous.post('/playground/api/texts', {
          shopper: 'noura',
          app: 'telegram',
          text: 'هل المصباح قابل للتعتيم؟',
        })
      ).status,
    ).toBe(204);
    expect((await state()).texts.at(-1)).toMatchObject({ app: 'telegram', address: '7100000804', state: 'sent' });
    const ticket = await ticketOn('telegram', 'نورة العتيبي');
    await answer(ticket.id, 'نعم، بثلاث درجات.');
    await until('the answer on the phone', async () =>
      (await state()).texts.find(
        ({ app, direction, text }) => app === 'telegram' && direction === 'in' && text === 'نعم، بثلاث درجات.',
      ),
    );
    await until('the answer sent', async () =>
      (await deliveries(ticket.id)).find(
        ({ text, deliveryStatus }) => text === 'نعم، بثلاث درجات.' && deliveryStatus === 'sent',
      ),
    );
    await waypost.anonymous.post('/playground/api/texts', { shopper: 'noura', app: 'telegram', text: 'ممتاز، شكرًا' });
    await until('the reply on the same ticket', async () =>
      (await deliveries(ticket.id)).find(({ text }) => text === 'ممتاز، شكرًا'),
    );
  });

  it.each(['messenger', 'instagram'] as const)(
    'carries a line by %s to a ticket under their name, and its answer back, where it is read',
    async (app) => {
      const texts = async (direction: string) =>
        (await state()).texts.filter((text) => text.app === app && text.direction === direction);
      await waypost.anonymous.post('/playground/api/texts', { shopper: 'tobias', app, text: `Hallo über ${app}` });
      expect(await texts('out')).toMatchObject([{ state: 'sent', address: '247152000000802' }]);
      const ticket = await ticketOn(app, 'Tobias Lindner');
      await answer(ticket.id, 'Hallo zurück!');
      await until('the answer on the phone', async () =>
        (await texts('in')).some(({ text }) => text === 'Hallo zurück!'),
      );
      await until('the answer read', async () =>
        (await deliveries(ticket.id)).some(
          ({ text, deliveryStatus }) => text === 'Hallo zurück!' && deliveryStatus === 'read',
        ),
      );
    },
  );

  it('vouches for a shopper who is signed in at the shop', async () => {
    const { identity } = (
      await waypost.anonymous.post<{ identity: string }>('/playground/api/identity', { shopper: 'grace' })
    ).body;
    const channelId = (await waypost.anonymous.get<{ channelId: string }>('/playground/api/state')).body.channelId;
    const session = await waypost.anonymous.post('/api/v1/visitor/sessions', { channelId, identity });
    expect(session).toMatchObject({ status: 201, body: { verified: true, name: 'Grace Whitaker' } });
  });

  it('ships, delays and delivers by signed webhooks, each once', async () => {
    const order = (await state()).orders.find(({ shopper }) => shopper === 'noura')!;
    const step = (name: string) => waypost.anonymous.post(`/playground/api/orders/${order.externalId}/${name}`, {});
    expect((await step('delay')).status).toBe(409);
    expect(await step('ship')).toMatchObject({ status: 200, body: { status: 'shipped' } });
    expect((await step('ship')).status).toBe(409);
    expect(await step('delay')).toMatchObject({ status: 200, body: { status: 'delayed' } });
    expect(await step('deliver')).toMatchObject({ status: 200, body: { status: 'delivered' } });
    const stores = (await agent.get<{ items: { id: string; platform: string }[] }>('/api/v1/stores')).body.items;
    const known = await agent.get(
      `/api/v1/stores/${stores.find(({ platform }) => platform === 'shopify')!.id}/orders/${order.externalId}`,
    );
    expect(known.body).toMatchObject({ status: 'delivered', number: order.number });
    await until('news of the order in the mailbox', async () =>
      (await state()).mails.find(
        ({ direction, to, text, subject }) =>
          direction === 'in' && to === 'noura.alotaibi@mail.example' && `${subject} ${text}`.includes(order.number),
      ),
    );
  });

  it('takes an order of the shop', async () => {
    const placed = await waypost.anonymous.post<{ number: string }>('/playground/api/orders', {
      shopper: 'grace',
      name: 'Lys table lamp',
      price: '189.00',
      sku: 'LMP-04',
    });
    expect(placed.status).toBe(201);
    expect((await state()).orders.find(({ number }) => number === placed.body.number)).toMatchObject({
      status: 'paid',
      shopper: 'grace',
    });
  });

  it('refuses what is malformed and what other sites send', async () => {
    expect(
      (
        await waypost.anonymous.post('/playground/api/mails', {
          shopper: 'grace',
          to: 'nobody',
          subject: 'x',
          text: 'y',
        })
      ).status,
    ).toBe(400);
    expect(
      (
        await waypost.anonymous.post('/playground/api/mails', {
          shopper: 'grace',
          to: 'nobody@elsewhere.example',
          subject: 'x',
          text: 'y',
        })
      ).status,
    ).toBe(400);
    expect((await waypost.anonymous.post('/playground/api/texts', { shopper: 'stranger', text: 'hello' })).status).toBe(
      404,
    );
    expect(
      (
        await waypost.anonymous.post(
          '/playground/api/texts',
          { shopper: 'grace', text: 'hello' },
          { origin: 'https://elsewhere.example' },
        )
      ).status,
    ).toBe(403);
    expect((await waypost.anonymous.get('/playground/assets/..%2Findex.html')).status).toBe(404);
    expect((await waypost.anonymous.post('/playground/graph/v26.0/106540352242922/messages', {})).status).toBe(401);
    expect(
      (await waypost.anonymous.post('/playground/telegram/bot1:guess/sendMessage', { chat_id: 1, text: 'hello' }))
        .status,
    ).toBe(401);
    expect(
      (await waypost.anonymous.post('/playground/api/texts', { shopper: 'grace', app: 'pigeon', text: 'hello' }))
        .status,
    ).toBe(400);
  });
});

it('is only in a demo; the public password opens nothing else, and no session that it opened stays', async () => {
  const keeper = await waypost.anonymous.signIn('manager@demo.example', 'waypost-demo');
  expect(
    (
      await keeper.post('/api/v1/sessions/current/password', {
        currentPassword: 'waypost-demo',
        password: 'a-word-of-their-own',
      })
    ).status,
  ).toBe(204);
  const stays = async ({ token }: Client) =>
    (await waypost.anonymous.get('/api/v1/sessions/current', { authorization: `Bearer ${token}` })).status;
  expect([await stays(agent), await stays(keeper)]).toEqual([200, 200]);
  const plain = await startWaypost({ on: waypost, parts: 'api' });
  expect([await stays(agent), await stays(keeper)]).toEqual([401, 200]);
  expect(
    (await plain.anonymous.post('/api/v1/sessions', { email: 'admin@demo.example', password: 'waypost-demo' })).status,
  ).toBe(401);
  for (const path of [
    '/playground',
    '/playground/api/state',
    '/playground/api/events',
    '/playground/graph/v26.0/1',
    '/playground/telegram/bot1:x/getMe',
  ])
    expect((await plain.anonymous.get(path)).status).toBe(404);
  expect((await plain.anonymous.post('/playground/api/texts', { shopper: 'grace', text: 'hello' })).status).toBe(404);
  await plain.stop();
});
