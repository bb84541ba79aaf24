import { randomUUID } from 'node:crypto';
import type { Message, Order, Store, Ticket } from '#libs/contracts';
import { textFrom } from '../../../apps/playground/server/graph-api/index.js';
import type { Client } from '../../support/client.js';
import { NameServer } from '../../support/mail/name-server.js';
import { postMail } from '../../support/mail/post-mail.js';
import { writeMail } from '../../support/mail/write-mail.js';
import { inDays, orderBody } from '../../support/order-body.js';
import { until } from '../../support/until.js';
import { proofOf, visit } from '../../support/visitor.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { type WhatsappChannel, whatsappChannel } from '../../support/whatsapp-channel.js';

type Items<T> = { items: T[] };
type Matched = Order & { match: { verified: boolean; by: string; value: string } };

describe('orders', () => {
  let names: NameServer;
  let waypost: TestWaypost;
  let admin: Client;
  let store: Store;
  let whatsapp: WhatsappChannel;
  let widget: string;
  beforeAll(async () => {
    names = await NameServer.open({
      'buyer.example': 'v=spf1 ip4:127.0.0.1 -all',
      '_dmarc.buyer.example': 'v=DMARC1; p=reject',
      'victim.example': 'v=spf1 -all',
      '_dmarc.victim.example': 'v=DMARC1; p=reject',
    });
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    store = (await admin.post<Store>('/api/v1/stores', { name: 'Havn & Holm', timeZone: 'Europe/Copenhagen' })).body;
    await admin.post('/api/v1/channels', {
      type: 'email',
      name: 'Mail',
      storeId: store.id,
      settings: { address: 'support@shop.example' },
    });
    widget = (
      await admin.post<{ id: string }>('/api/v1/channels', {
        type: 'widget',
        name: 'Chat',
        storeId: store.id,
        settings: { identitySecret: 'shop secret' },
      })
    ).body.id;
    whatsapp = await whatsappChannel(admin, {}, { storeId: store.id });
    await put('100', {
      number: 'HH-100',
      email: 'ann@buyer.example',
      phone: '+45 31 00 00 01',
      status: 'shipped',
      promisedAt: inDays(4),
      tracking: [
        {
          number: 'JD-SECRET',
          carrier: 'DHL',
          events: [{ status: 'in_transit', at: new Date().toISOString(), location: 'Leipzig' }],
        },
      ],
    });
    await put('101', { number: 'HH-101', email: 'eve@victim.example', status: 'shipped', tracking: ['TRACK-OF-EVE'] });
  });
  afterAll(async () => {
    await waypost?.close();
    await whatsapp?.graph.close();
    await names?.close();
  });

  const put = (id: string, more: Record<string, unknown> = {}, as = admin) =>
    as.send<Order & { errors?: unknown }>('PUT', `/api/v1/stores/${store.id}/orders/${id}`, { body: orderBody(more) });
  const messagesOf = async (ticketId: string) =>
    (await admin.get<Items<Message>>(`/api/v1/tickets/${ticketId}/messages`)).body.items;
  const answerTo = (ticketId: string, within = 10_000) =>
    until(
      'an automatic answer',
      async () => (await messagesOf(ticketId)).find(({ author }) => author.kind === 'assistant'),
      within,
    );
  const ordersOf = async (ticketId: string) =>
    (await admin.get<Items<Matched> & { count: number }>(`/api/v1/tickets/${ticketId}/orders`)).body;
  const ticketWhere = (holds: (ticket: Ticket) => boolean) =>
    until('the ticket', async () =>
      (await admin.get<Items<Ticket>>('/api/v1/tickets?limit=100')).body.items.find(holds),
    );
  /** The ticket of a buyer who writes from the number that ordered HH-100. */
  const onWhatsapp = async (text: string) => {
    await whatsapp.graph.deliver(textFrom({ phone: '4531000001', name: 'Ann W' }, text));
    return ticketWhere(({ contact }) => contact.name === 'Ann W');
  };
  const mail = async (from: string, text: string) => {
    const subject = randomUUID();
    await postMail(
      waypost.config.smtpPort,
      writeMail({ From: from, Subject: subject, 'Message-ID': `<${subject}@x.example>` }, text),
      'support@shop.example',
      from,
    );
    return ticketWhere((ticket) => ticket.subject === subject);
  };

  it('are taken as a shop’s software says them, with the words that shops use', async () => {
    const { status, body } = await put('1', {
      status: 'Dispatched',
      email: 'cup@buyer.example',
      total: '12.50',
      tracking: ['A1', { number: 'A2', url: 'https://x.example/a2' }],
      items: [{ title: 'Cup' }, { name: 'Pot', quantity: 2, price: 3, sku: 'P' }],
    });
    expect([status, body]).toMatchObject([
      200,
      {
        status: 'shipped',
        total: '12.50',
        shipments: [{ number: 'A1' }, { number: 'A2', url: 'https://x.example/a2' }],
        items: [
          { name: 'Cup', quantity: 1 },
          { name: 'Pot', quantity: 2, price: '3' },
        ],
      },
    ]);
  });

  it('are told without what would turn the direction of the words round it', async () => {
    const turned = (text: string) => `\u202e${text}\u2066`;
    const { status, body } = await put('2', {
      number: turned('HH-2'),
      email: 'cup@buyer.example',
      items: [{ name: turned('Cup'), sku: turned('C') }],
      tracking: [
        {
          number: turned('A1'),
          carrier: turned('DHL'),
          events: [
            {
              status: turned('in_transit'),
              at: new Date().toISOString(),
              message: `${turned('moc.live')}\n`,
              location: turned('Leipzig'),
            },
          ],
        },
      ],
    });
    expect([status, body]).toMatchObject([
      200,
      {
        number: 'HH-2',
        items: [{ name: 'Cup', sku: 'C' }],
        shipments: [
          {
            number: 'A1',
            carrier: 'DHL',
            events: [{ status: 'in_transit', message: 'moc.live ', location: 'Leipzig' }],
          },
        ],
      },
    ]);
  });

  it('are known by whatever id the shop gave them, a slash in it included', async () => {
    const externalId = 'gid://shopify/Order/1';
    const { status, body } = await put(encodeURIComponent(externalId), { number: 'HH-1', email: 'cup@buyer.example' });
    expect([status, body]).toMatchObject([200, { externalId, number: 'HH-1' }]);
    expect(
      (await admin.get<Order>(`/api/v1/stores/${store.id}/orders/${encodeURIComponent(externalId)}`)).body,
    ).toMatchObject({ id: body.id, externalId });
  });

  it.each<[string, Record<string, unknown>]>([
    ['status', { status: 'teleported' }],
    ['updatedAt', { updatedAt: 'yesterday' }],
    ['currency', { currency: 'euro' }],
    ['total', { total: -1 }],
    ['email', { email: 'not an address' }],
    ['items.0', { items: [{}] }],
    ['tracking.0', { tracking: [{ number: 'x', url: 'javascript:alert(1)' }] }],
    ['unknown', { unknown: 1 }],
    ['time of change, far ahead', { updatedAt: '9999-12-31T00:00:00Z' }],
    ['time of change, long ago', { updatedAt: '0000-01-01T00:00:00Z' }],
    ['promisedAt, long ago', { promisedAt: '0000-01-01' }],
    ['promisedAt, far ahead', { promisedAt: '9999-12-31T23:59:59-01:00' }],
    ['time of a scan', { tracking: [{ number: 'x', events: [{ status: 'in_transit', at: '2100-01-02T00:00:00Z' }] }] }],
    [
      'estimatedAt',
      {
        tracking: [
          { number: 'x', events: [{ status: 'in_transit', at: '2026-01-02T00:00:00Z', estimatedAt: '1999-12-31' }] },
        ],
      },
    ],
  ])('are refused with a wrong %s, and nothing changes', async (_, more) => {
    expect(await put('never', more)).toMatchObject({
      status: 400,
      body: { type: 'urn:waypost:problem:invalid-request' },
    });
    expect((await admin.get(`/api/v1/stores/${store.id}/orders/never`)).status).toBe(404);
  });

  it('are no plain agent’s and no other workspace’s to tell', async () => {
    const other = (await waypost.workspace('Other')).admin;
    expect((await put('1', {}, other)).status).toBe(404);
    expect((await put('1', {}, waypost.anonymous)).status).toBe(401);
    expect((await admin.send('PUT', `/api/v1/stores/${randomUUID()}/orders/1`, { body: orderBody() })).status).toBe(
      404,
    );
    expect((await other.get<Items<Store>>('/api/v1/stores')).body.items).toEqual([]);
  });

  it('answer "where is my order" on WhatsApp, by the number that ordered', async () => {
    const ticket = await onWhatsapp('Wo ist meine Bestellung?');
    const answer = await answerTo(ticket.id);
    expect(answer).toMatchObject({ automatic: { kind: 'order', title: 'Wo ist meine Bestellung' }, locale: 'de' });
    expect(answer.text).toMatch(
      /HH-100 ist unterwegs[^]*JD-SECRET[^]*Leipzig[^]*Voraussichtliche Zustellung[^]*mit einem Menschen/,
    );
    expect(await ordersOf(ticket.id)).toMatchObject({
      count: 1,
      items: [{ number: 'HH-100', match: { verified: true, by: 'phone', value: '+4531000001' } }],
    });
    await until('it is at the provider', () =>
      whatsapp.graph.accepted.some((message) => JSON.stringify(message).includes('JD-SECRET')),
    );
  });

  it('answer by mail once it is known who wrote, and tell a forged sender only how to prove it', async () => {
    const known = await mail('ann@buyer.example', 'Where is my order?');
    expect((await answerTo(known.id, 20_000)).text).toMatch(/HH-100 is on its way[^]*JD-SECRET/);
    const forged = await mail('eve@victim.example', 'Where is my order?');
    const answer = await answerTo(forged.id, 40_000);
    expect(answer.automatic).toMatchObject({ kind: 'order-proof' });
    expect(answer.text).toContain('support@shop.example');
    expect(answer.text).not.toMatch(/HH-|TRACK/);
    expect((await ordersOf(forged.id)).items).toMatchObject([{ number: 'HH-101', match: { verified: false } }]);
  }, 70_000);

  it('show nothing to a visitor who types an address, and say the same of an order that does not exist', async () => {
    const texts: string[] = [];
    for (const email of ['ann@buyer.example', 'nobody@nowhere.example']) {
      const visitor = await visit(waypost.url, widget);
      await visitor.post('/email', { email });
      const { ticketId } = await visitor.write(`Where is my order HH-100? I am ${email.length} years old`);
      texts.push((await answerTo(ticketId)).text);
      const seen = await ordersOf(ticketId);
      expect(seen.items.every(({ match }) => !match.verified)).toBe(true);
    }
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).not.toMatch(/HH-100|JD-SECRET/);
  });

  it('answer a visitor for whom the shop vouches', async () => {
    const identity = await proofOf(widget, 'shop secret', {
      sub: 'customer-7',
      email: 'ann@buyer.example',
      name: 'Ann',
    });
    const { ticketId } = await (await visit(waypost.url, widget, { identity })).write('where is my package');
    expect((await answerTo(ticketId)).text).toContain('HH-100');
  });

  it('fill saved replies only where they are proven to be the customer’s', async () => {
    await admin.post('/api/v1/saved-replies', {
      name: 'Track',
      shortcut: 'track',
      variants: [{ locale: 'en', body: '{{order.number}}: {{order.tracking}} ({{store.name}})' }],
    });
    const resolved = async (ticketId: string) =>
      (
        await admin.get<Items<{ resolved: { text: string; missing: string[] } }>>(
          `/api/v1/saved-replies?q=track&ticketId=${ticketId}`,
        )
      ).body.items[0]!.resolved;
    const own = await onWhatsapp('Thank you');
    expect(await resolved(own.id)).toMatchObject({ text: 'HH-100: JD-SECRET (Havn & Holm)', missing: [] });
    const visitor = await visit(waypost.url, widget);
    await visitor.post('/email', { email: 'ann@buyer.example' });
    const { ticketId } = await visitor.write('hello');
    expect(await resolved(ticketId)).toMatchObject({ missing: ['order.number', 'order.tracking'] });
  });

  it('of a ticket that an agent may not see are not there', async () => {
    const other = (await waypost.workspace('Elsewhere')).admin;
    const own = await onWhatsapp('Thank you');
    expect((await other.get(`/api/v1/tickets/${own.id}/orders`)).status).toBe(404);
  });
});
