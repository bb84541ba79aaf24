import { randomUUID } from 'node:crypto';
import type { Contact, Message, Order, Store, Ticket, TicketEvent } from '#libs/contracts';
import { numberChanged, textFrom } from '../../../apps/playground/server/graph-api/index.js';
import type { Client } from '../../support/client.js';
import { NameServer } from '../../support/mail/name-server.js';
import { postMail } from '../../support/mail/post-mail.js';
import { type Fields, writeMail } from '../../support/mail/write-mail.js';
import { inDays, orderBody } from '../../support/order-body.js';
import { until } from '../../support/until.js';
import { proofOf, visit } from '../../support/visitor.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { type WhatsappChannel, whatsappChannel } from '../../support/whatsapp-channel.js';
import { withOwner } from '../../support/with-owner.js';
import { addMember } from '../trust/support/cast.js';

type Items<T> = { items: T[] };
type Matched = Order & { match: { verified: boolean; by: string; value: string } };

describe('orders', () => {
  let names: NameServer;
  let waypost: TestWaypost;
  let admin: Client;
  let workspaceId: string;
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
    const made = await waypost.workspace();
    [admin, workspaceId] = [made.admin, made.member.workspaceId];
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
  const mail = async (from: string, text: string, more: Fields = {}) => {
    const subject = randomUUID();
    await postMail(
      waypost.config.smtpPort,
      writeMail({ From: from, Subject: subject, 'Message-ID': `<${subject}@x.example>`, ...more }, text),
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

  it('are answered without what would turn the direction of the words round it', async () => {
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

  it('that wait in the shop, or come by wire, are no parcel’s', async () => {
    const kinds = async (id: string, more: Record<string, unknown>) =>
      (await put(id, { email: 'cup@buyer.example', ...more })).body;
    expect(await kinds('P1', { status: 'ready_for_pickup' })).toMatchObject({ delivery: 'pickup', notices: [] });
    expect(await kinds('P2', { status: 'shipped', delivery: 'none' })).toMatchObject({ delivery: 'none', notices: [] });
    expect(
      await kinds('P3', { status: 'partially_shipped', tracking: [{ number: 'X', status: 'shipped' }] }),
    ).toMatchObject({
      status: 'processing',
      partial: true,
      notices: [{ kind: 'shipped' }],
    });
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
    ['time of change, days ahead', { updatedAt: new Date(Date.now() + 2 * 86_400_000).toISOString() }],
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

  it('are no plain agent’s and no other workspace’s to report', async () => {
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

  describe('whose buyer gave up the number', () => {
    const sol = { phone: '4531000300', name: 'Sol' };
    const now = { phone: '4531000301', name: 'Sol' };
    const next = { phone: '4531000300', name: 'Next' };
    const write = async (customer: typeof sol, text: string) => {
      await whatsapp.graph.deliver(textFrom(customer, text));
      return ticketWhere(({ contact }) => contact.name === customer.name);
    };
    let first: Ticket;
    beforeAll(async () => {
      await put('300', {
        number: 'HH-300',
        email: null,
        phone: '+45 31 00 03 00',
        status: 'shipped',
        tracking: ['OF-SOL'],
      });
      first = await write(sol, 'My parcel, please');
      for (let time = 0; time < 2; time++) await whatsapp.graph.deliver(numberChanged(sol, now.phone));
    });

    it('stay theirs, on the ticket that they had, and its history says so', async () => {
      const ticket = await write(now, 'Any news?');
      expect([ticket.id, ticket.contact.id]).toEqual([first.id, first.contact.id]);
      expect((await ordersOf(ticket.id)).items).toMatchObject([
        { number: 'HH-300', match: { verified: true, value: '+4531000300' } },
      ]);
      const { body } = await admin.get<Contact>(`/api/v1/contacts/${ticket.contact.id}`);
      expect(body.identities).toMatchObject([{ kind: 'phone', value: '+4531000301', verified: true }]);
      const history = await admin.get<Items<TicketEvent>>(`/api/v1/tickets/${ticket.id}/events`);
      expect(history.body.items.filter(({ type }) => type === 'address')).toMatchObject([
        { data: { from: '+4531000300', to: '+4531000301' } },
      ]);
    });

    it('are sent to the new number', async () => {
      await admin.post(`/api/v1/tickets/${first.id}/messages`, { text: 'On its way, Sol', visibility: 'public' });
      const sent = await until('it is at the provider', () =>
        whatsapp.graph.accepted.find((message) => JSON.stringify(message).includes('On its way, Sol')),
      );
      expect(sent.recipient).toBe(now.phone);
    });

    it('tell nothing to the one who has the old number now, who is another contact', async () => {
      const ticket = await write(next, 'Where is my order HH-300?');
      expect(ticket.contact.id).not.toBe(first.contact.id);
      const answer = await answerTo(ticket.id);
      expect(answer.automatic).toMatchObject({ kind: 'order-proof' });
      expect(answer.text).not.toMatch(/HH-300|OF-SOL/);
      // Only the number that they wrote leads an agent to it, as a stranger's would.
      const named = { number: 'HH-300', match: { by: 'number', verified: false } };
      expect((await ordersOf(ticket.id)).items).toMatchObject([named]);
      await put('301', {
        number: 'HH-301',
        email: null,
        phone: '+45 31 00 03 00',
        updatedAt: new Date().toISOString(),
      });
      expect((await ordersOf(ticket.id)).items).toMatchObject([
        named,
        { number: 'HH-301', match: { by: 'phone', verified: false } },
      ]);
    });

    it('are told of to them, not to the one who has the number now', async () => {
      const delivered = {
        number: 'HH-300',
        email: null,
        phone: '+45 31 00 03 00',
        status: 'delivered',
        tracking: ['OF-SOL'],
      };
      await put('300', delivered);
      await until(
        'the news is on their ticket',
        async () =>
          (await messagesOf(first.id)).find((each) => each.author.kind === 'system' && each.text.includes('HH-300')),
        20_000,
      );
      const other = await ticketWhere(({ contact }) => contact.name === next.name);
      expect(JSON.stringify(await messagesOf(other.id))).not.toMatch(/HH-300 (is|has|was)/);
    });

    it('are looked up by who sees their tickets, not by who sees those of the one who has the number now', async () => {
      const narrow = await addMember(waypost, workspaceId, 'agent', { admin, onlyAssigned: true });
      const other = await ticketWhere(({ contact }) => contact.name === next.name);
      const found = async ({ id }: Ticket) => {
        await admin.send('PATCH', `/api/v1/tickets/${id}`, { body: { assigneeId: narrow.agentId } });
        const path = `/api/v1/tickets/${id}/orders/search?number=HH-300`;
        return (await narrow.client.get<Items<Matched>>(path)).body.items.map(({ number }) => number);
      };
      expect(await found(other)).toEqual([]);
      expect(await found(first)).toEqual(['HH-300']);
    });

    it('are nobody’s by that number where the notice names no new one, and nothing is sent there', async () => {
      const uma = { phone: '4531000338', name: 'Uma' };
      await put('338', { number: 'HH-338', email: null, phone: '+45 31 00 03 38', status: 'shipped' });
      const ticket = await write(uma, 'Hej');
      const notice = numberChanged(uma, '4531000339');
      const bare = JSON.stringify(notice)
        .replaceAll(/,?"wa_id":"4531000339"/g, '')
        .replaceAll(/ to 4531000339/g, '');
      await whatsapp.graph.deliver(JSON.parse(bare));
      const history = await admin.get<Items<TicketEvent>>(`/api/v1/tickets/${ticket.id}/events`);
      expect(history.body.items.filter(({ type }) => type === 'address')).toMatchObject([
        { data: { from: '+4531000338', to: null } },
      ]);
      const body = { text: 'Hej Uma', visibility: 'public' };
      await admin.post(`/api/v1/tickets/${ticket.id}/messages`, body);
      await until('it has failed', async () => (await messagesOf(ticket.id)).at(-1)!.deliveryStatus === 'failed');
      const stranger = await write({ ...uma, name: 'Uwe' }, 'Where is my order HH-338?');
      expect(stranger.contact.id).not.toBe(ticket.contact.id);
      expect((await answerTo(stranger.id)).text).not.toContain('HH-338 ');
    });

    it('take an answer that failed and is sent again to the new number', async () => {
      const tia = { phone: '4531000320', name: 'Tia' };
      const ticket = await write(tia, 'Hej');
      const body = { text: 'Hej Tia', visibility: 'public' };
      const { id } = (await admin.post<Message>(`/api/v1/tickets/${ticket.id}/messages`, body)).body;
      const sentTo = () => whatsapp.graph.accepted.filter((sent) => JSON.stringify(sent).includes('Hej Tia'));
      await until('it is settled', async () => (await messagesOf(ticket.id)).at(-1)!.deliveryStatus === 'sent');
      await withOwner(waypost, `update dispatches set status = 'failed' where id = $1`, [id]);
      await whatsapp.graph.deliver(numberChanged(tia, '4531000321'));
      await admin.post(`/api/v1/tickets/${ticket.id}/messages/${id}/send-again`);
      await until('it is at the provider again', () => sentTo().length === 2);
      expect(sentTo().map(({ recipient }) => recipient)).toEqual([tia.phone, '4531000321']);
    });

    it('are no sign of the new number to an agent who wrote to another address of theirs, or sees a mail that nothing proves', async () => {
      const una = { phone: '4531000330', name: 'Una' };
      const ticket = await write(una, 'Hej');
      await withOwner(
        waypost,
        `insert into contact_identities (workspace_id, id, contact_id, kind, value, verified) values ($1, $2, $3, 'email', 'una@victim.example', true)`,
        [workspaceId, randomUUID(), ticket.contact.id],
      );
      const narrow = await addMember(waypost, workspaceId, 'agent', { admin, onlyAssigned: true });
      const { items } = (await admin.get<Items<{ id: string; type: string }>>('/api/v1/channels')).body;
      const channelId = items.find(({ type }) => type === 'email')!.id;
      const letter = { channelId, to: 'una@victim.example', subject: 'Hello', text: 'Is all well?' };
      const { id } = (await narrow.client.post<Ticket>('/api/v1/tickets', letter)).body;
      const forged = await mail('una@victim.example', 'It is me');
      await admin.send('PATCH', `/api/v1/tickets/${forged.id}`, { body: { assigneeId: narrow.agentId } });
      const seen = async (id: string) => {
        const { ticket: now, events } = (
          await narrow.client.get<{ ticket: Ticket; events: TicketEvent[] }>(`/api/v1/tickets/${id}/changes`)
        ).body;
        return { now: { ...now, changeSeq: 0 }, events: events.map(({ type }) => type) };
      };
      await until(
        'it is settled',
        async () => !['queued', 'sending'].includes((await messagesOf(id))[0]!.deliveryStatus!),
      );
      const before = [await seen(id), await seen(forged.id)];
      await whatsapp.graph.deliver(numberChanged(una, '4531000331'));
      await until('their own ticket says so', async () =>
        (await admin.get<Items<TicketEvent>>(`/api/v1/tickets/${ticket.id}/events`)).body.items.find(
          ({ type }) => type === 'address',
        ),
      );
      expect([await seen(id), await seen(forged.id)]).toEqual(before);
    });

    it('who moves to a number that another customer had is not told what is answered to that one', async () => {
      const [ole, pia] = [
        { phone: '4531000340', name: 'Ole' },
        { phone: '4531000341', name: 'Pia' },
      ];
      const [ofOle, ofPia] = [await write(ole, 'Hej'), await write(pia, 'Hej')];
      await whatsapp.graph.deliver(numberChanged(ole, pia.phone));
      await admin.post(`/api/v1/tickets/${ofPia.id}/messages`, { text: 'For Pia alone', visibility: 'public' });
      const answer = await until('it is refused', async () =>
        (await messagesOf(ofPia.id)).find(({ deliveryStatus }) => deliveryStatus === 'failed'),
      );
      expect(answer).toMatchObject({
        text: 'For Pia alone',
        deliveryError: expect.stringContaining('another contact'),
      });
      await admin.post(`/api/v1/tickets/${ofOle.id}/messages`, { text: 'For Ole', visibility: 'public' });
      const sent = await until('it is at the provider', () =>
        whatsapp.graph.accepted.find((message) => JSON.stringify(message).includes('For Ole')),
      );
      expect(sent.recipient).toBe(pia.phone);
      expect(JSON.stringify(whatsapp.graph.accepted)).not.toContain('For Pia alone');
    });

    it('stay theirs also by a new user id without a number, and the number that is hidden then proves nothing', async () => {
      const named = { from: '4531000310', from_user_id: 'DK.1', type: 'text', text: { body: 'Hej' } };
      const message = (more: object) => [
        { id: `wamid.${randomUUID()}`, timestamp: String(Math.floor(Date.now() / 1000)), ...more },
      ];
      const contacts = [{ profile: { name: 'Bo' }, wa_id: '4531000310', user_id: 'DK.1' }];
      await whatsapp.graph.deliver({ contacts, messages: message(named) });
      const system = {
        type: 'user_changed_user_id',
        user_id: 'DK.2',
        previous_user_id: 'DK.1',
        body: 'User Bo changed',
      };
      await whatsapp.graph.deliver({ messages: message({ type: 'system', system }) });
      const bo = await ticketWhere(({ contact }) => contact.name === 'Bo');
      const { body } = await admin.get<Contact>(`/api/v1/contacts/${bo.contact.id}`);
      expect(body.identities).toMatchObject([{ kind: 'whatsapp', value: 'DK.2', verified: true }]);
      const other = await write({ phone: '4531000310', name: 'Other' }, 'Where is my order?');
      expect(other.contact.id).not.toBe(bo.contact.id);
    });
  });

  it.each([
    ['Brazil', '+5511987654321', '551187654321', true],
    ['Mexico', '+525512345678', '5215512345678', true],
    ['Argentina', '+54 9 11 6000-1234', '541160001234', true],
    ['a landline in Brazil', '+551132654321', '5511932654321', false],
  ])('are matched by either form of a mobile number: %s', async (name, ordered, writes, isSame) => {
    await put(`of-${writes}`, { number: `HH-${writes}`, email: null, phone: ordered });
    await whatsapp.graph.deliver(textFrom({ phone: writes, name }, 'Oi'));
    const ticket = await ticketWhere(({ contact }) => contact.name === name);
    const found = (await ordersOf(ticket.id)).items.map(({ number, match }) => [number, match.verified]);
    expect(found).toEqual(isSame ? [[`HH-${writes}`, true]] : []);
  });

  it('do not make one contact of two who write from either form of a number', async () => {
    for (const [phone, name] of [
      ['5521987654321', 'Long'],
      ['552187654321', 'Short'],
    ] as const)
      await whatsapp.graph.deliver(textFrom({ phone, name }, 'Oi'));
    const [long, short] = await Promise.all(
      ['Long', 'Short'].map((name) => ticketWhere(({ contact }) => contact.name === name)),
    );
    expect(long!.contact.id).not.toBe(short!.contact.id);
  });

  it('answer by mail once it is known who wrote, and a forged sender only with how to prove it', async () => {
    const known = await mail('ann@buyer.example', 'Where is my order?');
    expect((await answerTo(known.id, 20_000)).text).toMatch(/HH-100 is on its way[^]*JD-SECRET/);
    const { contact } = await mail('eve@victim.example', 'Guten Tag, gibt es den Teekessel auch in Blau und in Grün?');
    expect(contact.locale).toBe('de');
    // Too short to tell its language. The stored one is told to nobody who only writes in their name.
    const forged = await mail('eve@victim.example', 'Order status?');
    const answer = await answerTo(forged.id, 40_000);
    expect(answer.automatic).toMatchObject({ kind: 'order-proof' });
    expect(answer.text).toContain('support@shop.example');
    expect(answer.text).toContain('To protect your data');
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

  it('answer a visitor that the shop vouches for', async () => {
    const identity = await proofOf(widget, 'shop secret', {
      sub: 'customer-7',
      email: 'ann@buyer.example',
      name: 'Ann',
    });
    const { ticketId } = await (await visit(waypost.url, widget, { identity })).write('where is my package');
    expect((await answerTo(ticketId)).text).toContain('HH-100');
  });

  it('answer in the chat also after an article did, each kind once, and no more after a person', async () => {
    await admin.post('/api/v1/articles', {
      locale: 'en',
      title: 'How long does shipping take?',
      questions: [],
      body: 'Two to five working days.',
      published: true,
    });
    const visitor = await visit(waypost.url, widget);
    const kindsOf = async (ticketId: string) =>
      (await messagesOf(ticketId)).flatMap(({ automatic }) => automatic?.kind ?? []);
    const { ticketId } = await visitor.write('How long does shipping take?');
    await until('the article', async () => (await kindsOf(ticketId)).length === 1);
    await visitor.write('Thank you');
    await visitor.write('And one more thing');
    await visitor.write('Where is my order?');
    await until('the order', async () => (await kindsOf(ticketId)).length === 2);
    await visitor.write('Where is my order? How long does shipping take?');
    await visitor.write('How long does shipping take?');
    const other = await visit(waypost.url, widget);
    const answered = await other.write('How long does shipping take?');
    await until('a later question to be answered', async () => (await kindsOf(answered.ticketId)).length === 1);
    expect(await kindsOf(ticketId)).toEqual(['article', 'order-proof']);
    await admin.post(`/api/v1/tickets/${answered.ticketId}/messages`, { text: 'Anything else?', visibility: 'public' });
    await other.write('Where is my order?');
    const last = await (await visit(waypost.url, widget)).write('How long does shipping take?');
    await until('a later question to be answered', async () => (await kindsOf(last.ticketId)).length === 1);
    expect(await kindsOf(answered.ticketId)).toEqual(['article']);
  }, 60_000);

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

    await put('104', { number: 'HH-104', email: 'mia@victim.example', phone: null, tracking: ['OF-MIA'] });
    const plain = await mail('mia@victim.example', 'Hello');
    const elsewhere = await mail('mia@victim.example', 'Hello', { 'Reply-To': 'eve@evil.example' });
    await withOwner(waypost, `update contact_identities set verified = true where value = 'mia@victim.example'`);
    expect(elsewhere.replyTo).toBe('eve@evil.example');
    expect(await resolved(plain.id)).toMatchObject({ text: 'HH-104: OF-MIA (Havn & Holm)' });
    expect(await resolved(elsewhere.id)).toMatchObject({ missing: ['order.number', 'order.tracking'] });
  });

  it('tell the time at the buyer’s by the country that they were sent to, once they are proven theirs', async () => {
    await put('102', { number: 'HH-102', email: 'zoe@buyer.example', phone: null, country: 'NZ' });
    await put('103', { number: 'HH-103', email: 'zoe@buyer.example', phone: null, country: 'DK' });
    const proven = await mail('zoe@buyer.example', 'Hello');
    const zoneOf = async ({ contact }: Ticket) =>
      (await admin.get<{ timeZone: string | null }>(`/api/v1/contacts/${contact.id}`)).body.timeZone;
    await until('the sender to be proven', async () => (await zoneOf(proven)) === 'Europe/Copenhagen');
    const forged = await mail('eve@victim.example', 'Hello');
    expect(await zoneOf(forged)).toBeNull();
  });

  it('are found by a number that the customer wrote, as unproven, and used by no automatic answer', async () => {
    const visitor = await visit(waypost.url, widget);
    const { ticketId } = await visitor.write('It is about hh 101, please look');
    const { items, count } = await ordersOf(ticketId);
    expect(items).toEqual([
      expect.objectContaining({ number: 'HH-101', match: { verified: false, by: 'number', value: 'HH-101' } }),
    ]);
    expect(count).toBe(1);
    await visitor.write('Where is my order HH-101?');
    expect((await answerTo(ticketId)).text).not.toContain('TRACK-OF-EVE');
    const own = await onWhatsapp('What about HH-100 and HH-101?');
    expect((await ordersOf(own.id)).items.map(({ number, match }) => [number, match.by])).toEqual([
      ['HH-101', 'number'],
      ['HH-100', 'phone'],
    ]);
  });

  it('are not found by a number that an agent wrote or put into the subject', async () => {
    const { ticketId } = await (await visit(waypost.url, widget)).write('Hello');
    await admin.post(`/api/v1/tickets/${ticketId}/messages`, { text: 'HH-101', visibility: 'internal' });
    await admin.post(`/api/v1/tickets/${ticketId}/messages`, { text: 'Is it HH-101?', visibility: 'public' });
    await admin.send('PATCH', `/api/v1/tickets/${ticketId}`, { body: { subject: 'HH-101' } });
    expect((await ordersOf(ticketId)).items).toEqual([]);
  });

  it.each(['not-a-participant', 'automatic'])('are not found by a number in a message that is %s', async (flag) => {
    const visitor = await visit(waypost.url, widget);
    const { ticketId, message } = await visitor.write('It is HH-101');
    expect((await ordersOf(ticketId)).items).toHaveLength(1);
    await withOwner(waypost, `update messages set flags = array[$2] where id = $1`, [message.id, flag]);
    await admin.send('PATCH', `/api/v1/tickets/${ticketId}`, { body: { subject: 'Something else' } });
    expect((await ordersOf(ticketId)).items).toEqual([]);
  });

  it('are looked up by an agent and attached, which proves nothing, and taken off again', async () => {
    const { ticketId } = await (await visit(waypost.url, widget)).write('Hello');
    const orders = `/api/v1/tickets/${ticketId}/orders`;
    const found = (await admin.get<Items<Matched>>(`${orders}/search?number=${encodeURIComponent('#hh 101')}`)).body;
    expect(found.items).toMatchObject([{ number: 'HH-101', email: 'eve@victim.example' }]);
    expect((await admin.get<Items<Matched>>(`${orders}/search?number=HH-9999`)).body.items).toEqual([]);
    const path = `${orders}/${found.items[0]!.id}`;
    expect((await admin.send('PUT', path)).status).toBe(200);
    expect((await admin.send('PUT', path)).status).toBe(200);
    expect((await ordersOf(ticketId)).items).toMatchObject([
      { number: 'HH-101', match: { verified: false, by: 'agent', value: 'Ada Admin' } },
    ]);
    expect((await admin.send('DELETE', path)).status).toBe(204);
    expect((await ordersOf(ticketId)).items).toEqual([]);
    expect((await admin.send('PUT', `${orders}/${randomUUID()}`)).status).toBe(404);
  });

  it('are shown to a narrowed agent only as far as the buyer is, however they relate to the ticket', async () => {
    const { body: team } = await admin.post<{ id: string }>('/api/v1/teams', { name: 'Far' });
    const narrow = await addMember(waypost, workspaceId, 'agent', { admin, onlyAssigned: true });
    const theirs = await onWhatsapp('Hello');
    await admin.send('PATCH', `/api/v1/tickets/${theirs.id}`, { body: { teamId: team.id } });
    const { ticketId } = await (await visit(waypost.url, widget)).write('Hello');
    await admin.send('PATCH', `/api/v1/tickets/${ticketId}`, { body: { assigneeId: narrow.agentId } });
    const orders = `/api/v1/tickets/${ticketId}/orders`;
    const [order] = (await ordersOf(theirs.id)).items.filter(({ number }) => number === 'HH-100');
    const search = async (number: string) => (await narrow.client.get(`${orders}/search?number=${number}`)).body;
    expect(await search('HH-100')).toEqual(await search('HH-999'));
    expect((await narrow.client.send('PUT', `${orders}/${order!.id}`)).status).toBe(404);
    await admin.send('PUT', `${orders}/${order!.id}`);
    const shown = (await narrow.client.get<Items<Matched>>(orders)).body.items;
    expect(shown).toMatchObject([{ number: 'HH-100', email: null, phone: null, match: { by: 'agent' } }]);
    await admin.send('PATCH', `/api/v1/tickets/${theirs.id}`, { body: { assigneeId: narrow.agentId } });
    expect(await search('HH-100')).toMatchObject({ items: [{ number: 'HH-100' }] });
    await admin.send('PATCH', `/api/v1/tickets/${theirs.id}`, { body: { assigneeId: null, teamId: null } });
  });

  it('are not opened to a narrowed agent by what others write into a ticket that they started', async () => {
    await put('105', { number: 'HH-105', email: 'far@victim.example', phone: null });
    const narrow = await addMember(waypost, workspaceId, 'agent', { admin, onlyAssigned: true });
    const channels = (await admin.get<Items<{ id: string; type: string }>>('/api/v1/channels')).body.items;
    const channelId = channels.find(({ type }) => type === 'email')!.id;
    const first = { channelId, to: 'far@victim.example', subject: 'Hello', text: 'Hello' };
    const { body: ticket } = await narrow.client.post<Ticket>('/api/v1/tickets', first);
    await withOwner(waypost, 'update tickets set last_inbound_at = now() where id = $1', [ticket.id]);
    const { body } = await narrow.client.get<Items<Matched>>(
      `/api/v1/tickets/${ticket.id}/orders/search?number=HH-105`,
    );
    expect(body.items).toEqual([]);
  });

  it('are not opened to another team because a phone writes its number in the older form', async () => {
    await put('106', { number: 'HH-106', email: null, phone: '+55 31 98765 4399' });
    const { body: team } = await admin.post<{ id: string }>('/api/v1/teams', { name: 'Rio' });
    await whatsapp.graph.deliver(textFrom({ phone: '553187654399', name: 'Rui' }, 'Oi'));
    const theirs = await ticketWhere(({ contact }) => contact.name === 'Rui');
    await admin.send('PATCH', `/api/v1/tickets/${theirs.id}`, { body: { teamId: team.id } });
    const agent = await addMember(waypost, workspaceId, 'agent', { admin });
    const { ticketId } = await (await visit(waypost.url, widget)).write('Hello');
    const search = `/api/v1/tickets/${ticketId}/orders/search?number=HH-106`;
    expect((await agent.client.get<Items<Matched>>(search)).body.items).toEqual([]);
    await admin.send('PATCH', `/api/v1/tickets/${theirs.id}`, { body: { teamId: null } });
    expect((await agent.client.get<Items<Matched>>(search)).body.items).toMatchObject([{ number: 'HH-106' }]);
  });

  it('of a ticket that an agent may not see are not there', async () => {
    const other = (await waypost.workspace('Elsewhere')).admin;
    const own = await onWhatsapp('Thank you');
    expect((await other.get(`/api/v1/tickets/${own.id}/orders`)).status).toBe(404);
  });
});
