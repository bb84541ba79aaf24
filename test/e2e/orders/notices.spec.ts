import { randomUUID } from 'node:crypto';
import type { ContactNotice, Message, Order, Store, Ticket } from '#libs/contracts';
import { textFrom } from '../../../apps/playground/server/graph-api/index.js';
import { WorkerTimers } from '#libs/platform';
import type { Client } from '../../support/client.js';
import { postMail } from '../../support/mail/post-mail.js';
import { answer, SmtpSink } from '../../support/mail/smtp-sink.js';
import { writeMail, writeMultipart } from '../../support/mail/write-mail.js';
import { inDays, orderBody } from '../../support/order-body.js';
import { orderTemplate } from '../../support/order-template.js';
import { until } from '../../support/until.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { type WhatsappChannel, whatsappChannel } from '../../support/whatsapp-channel.js';
import { withOwner } from '../../support/with-owner.js';
import { addMember } from '../trust/support/cast.js';

type Items<T> = { items: T[] };
const support = 'support@shop.example';

describe('a buyer', () => {
  let waypost: TestWaypost;
  let sink: SmtpSink;
  let admin: Client;
  let workspaceId: string;
  let store: Store;
  let whatsapp: WhatsappChannel;
  let refuse: Error | undefined;
  beforeAll(async () => {
    sink = await SmtpSink.open({ onMail: () => refuse });
    waypost = await startWaypost({ env: { SMTP_URL: `smtp://127.0.0.1:${sink.port}` } });
    const made = await waypost.workspace();
    ({ admin } = made);
    ({ workspaceId } = made.member);
    store = (
      await admin.post<Store>('/api/v1/stores', { name: 'Havn & Holm', timeZone: 'Europe/Copenhagen', locale: 'en' })
    ).body;
    await admin.post('/api/v1/channels', {
      type: 'email',
      name: 'Mail',
      storeId: store.id,
      settings: { address: support },
    });
    whatsapp = await whatsappChannel(admin, {}, { storeId: store.id });
  });
  afterAll(async () => {
    await waypost?.close();
    await whatsapp?.graph.close();
    await sink?.close();
  });
  beforeEach(() => {
    refuse = undefined;
  });

  const put = async (id: string, more: Record<string, unknown>) => {
    const { status, body } = await admin.send<Order>('PUT', `/api/v1/stores/${store.id}/orders/${id}`, {
      body: orderBody({ number: id, email: `${id}@buyer.example`.toLowerCase(), ...more }),
    });
    expect([status, body]).toEqual([200, expect.anything()]);
    return body;
  };
  const read = async (id: string) => (await admin.get<Order>(`/api/v1/stores/${store.id}/orders/${id}`)).body;
  const mailsTo = (id: string) => sink.mails.filter(({ to }) => to.includes(`${id}@buyer.example`.toLowerCase()));
  const mailed = (id: string, count = 1) => until(`${count} mails to ${id}`, () => mailsTo(id).length >= count, 15_000);
  const settled = (id: string) =>
    until(
      `no news of ${id} left`,
      async () => (await read(id)).notices.every(({ state }) => state !== 'due' && state !== 'sending'),
      15_000,
    );
  const tickets = async () => (await admin.get<Items<Ticket>>('/api/v1/tickets?limit=100')).body.items;
  const field = (raw: string, name: string) =>
    new RegExp(`^${name}:\\s*(.*(?:\r\n[ \t].*)*)`, 'im')
      .exec(raw)?.[1]
      ?.replace(/\r\n[ \t]+/g, ' ')
      .trim() ?? '';
  const plain = (raw: string) =>
    raw
      .replaceAll('=\r\n', '')
      .replaceAll(/((?:=[0-9A-F]{2})+)/g, (bytes) => Buffer.from(bytes.replaceAll('=', ''), 'hex').toString());

  it('gets one mail each when an order is shipped, delayed and delivered, and no ticket is opened', async () => {
    await put('A-1', { promisedAt: inDays(3) });
    const shipped = {
      status: 'shipped',
      tracking: [{ number: 'JD 0146', carrier: 'DHL', url: 'https://dhl.example/1' }],
      promisedAt: inDays(3),
    };
    for (let time = 0; time < 3; time++) await put('A-1', shipped);
    await mailed('A-1');
    await put('A-1', { ...shipped, promisedAt: inDays(6) });
    await put('A-1', { ...shipped, promisedAt: inDays(6) });
    await mailed('A-1', 2);
    await put('A-1', { ...shipped, status: 'delivered', promisedAt: inDays(6) });
    await mailed('A-1', 3);
    await settled('A-1');
    expect(mailsTo('A-1').map(({ raw }) => field(raw, 'Subject'))).toEqual([
      'Your order A-1 is on its way',
      'Your order A-1 will arrive later than promised',
      'Your order A-1 has been delivered',
    ]);
    expect(mailsTo('A-1')[0]!.raw).toMatch(/^Auto-Submitted: auto-replied/im);
    expect(plain(mailsTo('A-1')[0]!.raw)).toMatch(
      /Havn & Holm[^]*DHL, tracking number: JD 0146[^]*https:\/\/dhl\.example\/1[^]*Expected on/,
    );
    expect((await read('A-1')).promises.map(({ source }) => source)).toEqual(['shop', 'shop']);
    expect(await tickets()).toEqual([]);
    expect(await withOwner(waypost, 'select 1 from sla_clocks')).toEqual([]);
  });

  it('is notified in the language of the order', async () => {
    await put('A-2', { locale: 'zh-CN', status: 'shipped' });
    await mailed('A-2');
    expect(
      Buffer.from(/=\?UTF-8\?B\?(.+?)\?=/i.exec(mailsTo('A-2')[0]!.raw)?.[1] ?? '', 'base64').toString() +
        mailsTo('A-2')[0]!.raw,
    ).toMatch(/您的订单|=E8=AE=A2=E5=8D=95|6K6i5Y2V/);
  });

  it('gets no notice of an update that came too late', async () => {
    await put('A-3', { status: 'paid', promisedAt: inDays(2) });
    await put('A-3', {
      status: 'delivered',
      promisedAt: inDays(9),
      updatedAt: new Date(Date.now() - 3_600_000).toISOString(),
    });
    expect(await read('A-3')).toMatchObject({ status: 'paid', notices: [], promises: [{}] });
  });

  it('who answers such a mail opens one ticket, which further answers join', async () => {
    await put('A-4', { status: 'shipped' });
    await mailed('A-4');
    const { raw } = mailsTo('A-4')[0]!;
    const token = /<([^>]+)>/.exec(field(raw, 'Reply-To'))?.[1] ?? field(raw, 'Reply-To');
    const write = (subject: string, more: Record<string, string>, to: string) =>
      postMail(
        waypost.config.smtpPort,
        writeMail(
          { From: 'A-4@buyer.example', Subject: subject, 'Message-ID': `<${randomUUID()}@buyer.example>`, ...more },
          'Could you leave it at the door?',
        ),
        to,
        'a-4@buyer.example',
      );
    await write('Re: parcel', { 'In-Reply-To': field(raw, 'Message-ID') }, support);
    await write('By token', { To: token }, token);
    await write('By id again', { References: field(raw, 'Message-ID') }, support);
    const own = (await tickets()).filter(
      ({ contact }) => contact.name?.includes('a-4') || contact.name?.includes('A-4'),
    );
    expect(own.map(({ subject, lastSeq }) => [subject, lastSeq])).toEqual([['Re: parcel', 3]]);
  });

  it('is notified on WhatsApp while its window is open, without a change of status, and then by mail', async () => {
    const phone = '4531234567';
    await whatsapp.graph.deliver(textFrom({ phone, name: 'Bo' }, 'Hello, do you have blue cups?'));
    const ticket = await until('the ticket', async () =>
      (await tickets()).find(({ contact }) => contact.name === 'Bo'),
    );
    await admin.send('PATCH', `/api/v1/tickets/${ticket.id}`, { body: { status: 'resolved' } });
    await put('A-5', { status: 'shipped', phone: '+45 31 23 45 67' });
    const sent = await until(
      'it is at the provider',
      () => whatsapp.graph.accepted.find((message) => JSON.stringify(message).includes('A-5')),
      15_000,
    );
    expect(JSON.stringify(sent)).toContain(phone);
    const messages = (await admin.get<Items<Message>>(`/api/v1/tickets/${ticket.id}/messages`)).body.items;
    expect(messages.at(-1)).toMatchObject({
      direction: 'outbound',
      author: { kind: 'system', name: 'Havn & Holm' },
      automatic: { kind: 'order-notice' },
    });
    expect((await admin.get<Ticket>(`/api/v1/tickets/${ticket.id}`)).body.status).toBe('resolved');
    expect(mailsTo('A-5')).toEqual([]);
    await withOwner(waypost, `update tickets set last_inbound_at = now() - interval '25 hours' where id = $1`, [
      ticket.id,
    ]);
    await put('A-5', { status: 'delivered', phone: '+45 31 23 45 67' });
    await mailed('A-5');
    await settled('A-5');
    expect((await read('A-5')).notices.map(({ kind, state, channelType }) => [kind, state, channelType])).toEqual([
      ['shipped', 'in-ticket', 'whatsapp'],
      ['delivered', 'sent', 'email'],
    ]);
  });

  it('is written to from the mailbox that they are proven to have written to', async () => {
    const [buyer, other] = ['proven@buyer.example', 'other@shop.example'];
    await admin.post('/api/v1/channels', { type: 'email', name: 'Other', settings: { address: other } });
    await postMail(waypost.config.smtpPort, writeMail({ From: buyer, Subject: 'Mine' }), support);
    await withOwner(waypost, `update contact_identities set verified = true where value = $1`, [buyer]);
    await withOwner(waypost, `update messages set flags = '{}' where identity_value = $1`, [buyer]);
    await postMail(waypost.config.smtpPort, writeMail({ From: buyer, Subject: 'Not mine' }), other);
    await put('PROVEN', { status: 'shipped' });
    await mailed('PROVEN');
    expect(field(mailsTo('PROVEN')[0]!.raw, 'From')).toContain(support);
    await withOwner(waypost, `delete from tickets where recipient_value = $1`, [buyer]);
  });

  it('whose message could not be delivered is notified by mail', async () => {
    const phone = '4531239999';
    await whatsapp.graph.deliver(textFrom({ phone, name: 'Cy' }, 'Hello'));
    const ticket = await until('the ticket', async () =>
      (await tickets()).find(({ contact }) => contact.name === 'Cy'),
    );
    await put('A-6', { status: 'shipped', phone: `+${phone}` });
    const message = await until(
      'its message',
      async () =>
        (await admin.get<Items<Message>>(`/api/v1/tickets/${ticket.id}/messages`)).body.items.find(
          ({ deliveryStatus }) => deliveryStatus === 'sent',
        ),
      15_000,
    );
    const [{ external_id: externalId } = { external_id: '' }] = await withOwner<{ external_id: string }>(
      waypost,
      'select external_id from dispatches where id = $1',
      [message.id],
    );
    await whatsapp.graph.deliver({
      statuses: [
        {
          id: externalId,
          status: 'failed',
          timestamp: String(Math.floor(Date.now() / 1000)),
          recipient_id: phone,
          errors: [{ code: 131026, title: 'Message undeliverable' }],
        },
      ],
    } as never);
    await mailed('A-6');
  });

  it('without any way is an entry for an agent, who settles it', async () => {
    await put('A-7', { status: 'shipped', email: null });
    await settled('A-7');
    const list = async () =>
      (await admin.get<Items<ContactNotice>>('/api/v1/contact-notices')).body.items.filter(
        ({ orderNumber }) => orderNumber === 'A-7',
      );
    const [entry] = await list();
    expect(entry).toMatchObject({
      kind: 'shipped',
      state: 'needs-agent',
      to: null,
      subject: 'Your order A-7 is on its way',
      why: expect.stringContaining('no email'),
    });
    expect((await admin.post(`/api/v1/contact-notices/${entry!.id}/done`)).body).toMatchObject({ state: 'done' });
    expect(await list()).toEqual([]);
    expect((await admin.post(`/api/v1/contact-notices/${randomUUID()}/done`)).status).toBe(404);
  });

  it('is an entry for agents who may see the buyer’s tickets; without any, for those who see all', async () => {
    const phone = '4531235555';
    await whatsapp.graph.deliver(textFrom({ phone, name: 'Di' }, 'Hello'));
    const ticket = await until('the ticket', async () =>
      (await tickets()).find(({ contact }) => contact.name === 'Di'),
    );
    const teamIds = await Promise.all(
      ['Care', 'Shipping'].map(async (name) => (await admin.post<{ id: string }>('/api/v1/teams', { name })).body.id),
    );
    const [care, shipping] = await Promise.all(
      teamIds.map((teamId) => addMember(waypost, workspaceId, 'agent', { admin, teamIds: [teamId] })),
    );
    const alone = await addMember(waypost, workspaceId, 'agent', { admin, teamIds, onlyAssigned: true });
    const move = (body: object) => admin.send('PATCH', `/api/v1/tickets/${ticket.id}`, { body });
    await move({ teamId: teamIds[0] });
    await put('A-13', { status: 'shipped', email: `a-13@buyer.example`, phone: `+${phone}` });
    await settled('A-13');
    // Once it is on the phone: the end of the time for replies would keep it from there.
    await until('it is on the phone', () => whatsapp.graph.accepted.some(({ recipient }) => recipient === phone));
    await withOwner(waypost, `update tickets set last_inbound_at = now() - interval '25 hours' where id = $1`, [
      ticket.id,
    ]);
    await put('A-14', { status: 'shipped', email: null, phone: `+${phone}` });
    await put('A-15', { status: 'shipped', email: null });
    await settled('A-14');
    await settled('A-15');
    const seenBy = async ({ client }: { client: Client }, state = 'needs-agent') => {
      const { items } = (await client.get<Items<ContactNotice>>(`/api/v1/contact-notices?state=${state}`)).body;
      return items.map(({ orderNumber }) => orderNumber).filter((number) => ['A-13', 'A-14', 'A-15'].includes(number));
    };
    const seen = async () => [await seenBy(care!), await seenBy(shipping!), await seenBy(alone)];
    expect(await seen()).toEqual([['A-14', 'A-15'], ['A-15'], []]);
    expect([await seenBy(care!, 'in-ticket'), await seenBy(shipping!, 'in-ticket')]).toEqual([['A-13'], []]);
    const entry = (await care!.client.get<Items<ContactNotice>>('/api/v1/contact-notices')).body.items.find(
      ({ orderNumber }) => orderNumber === 'A-14',
    )!;
    expect((await shipping!.client.post(`/api/v1/contact-notices/${entry.id}/done`)).status).toBe(404);
    await move({ teamId: teamIds[1], assigneeId: alone.agentId });
    expect(await seen()).toEqual([['A-15'], ['A-14', 'A-15'], ['A-14']]);
    expect((await care!.client.post(`/api/v1/contact-notices/${entry.id}/done`)).status).toBe(404);
    expect((await alone.client.post(`/api/v1/contact-notices/${entry.id}/done`)).body).toMatchObject({ state: 'done' });
  });

  it('is tried again when the mail server asks for it, and left to an agent when it refuses', async () => {
    refuse = answer(451, 'greylisted');
    await put('A-8', { status: 'shipped' });
    await mailed('A-8');
    await until('it waits for the next try', async () => (await read('A-8')).notices[0]?.state === 'due');
    const [waits] = await withOwner<{ seconds: number }>(
      waypost,
      `select extract(epoch from due_at - now())::float8 as seconds from dispatches
       where owner = 'order-notice' and status = 'queued'`,
    );
    expect(waits!.seconds).toBeGreaterThan(1);
    refuse = undefined;
    await withOwner(waypost, `update dispatches set due_at = now() where owner = 'order-notice' and status = 'queued'`);
    await waypost.worker.get(WorkerTimers).runNow('send-dispatches');
    await mailed('A-8', 2);
    expect(field(mailsTo('A-8')[0]!.raw, 'Message-ID')).toBe(field(mailsTo('A-8')[1]!.raw, 'Message-ID'));
    refuse = answer(550, 'no such user');
    await put('A-9', { status: 'shipped' });
    await until('it waits for an agent', async () => (await read('A-9')).notices[0]?.state === 'needs-agent', 20_000);
  }, 60_000);

  it('whose mail comes back is left to an agent', async () => {
    await put('A-12', { status: 'shipped' });
    await mailed('A-12');
    await settled('A-12');
    const id = field(mailsTo('A-12')[0]!.raw, 'Message-ID');
    const report = writeMultipart(
      'report; report-type=delivery-status',
      [
        {
          type: 'message/delivery-status',
          body: [
            'Reporting-MTA: dns; mx.example',
            '',
            'Final-Recipient: rfc822; a-12@buyer.example',
            'Action: failed',
            'Status: 5.1.1',
            'Diagnostic-Code: smtp; 550 no such user\r\n',
          ].join('\r\n'),
        },
        { type: 'text/rfc822-headers', body: `Message-ID: ${id}\r\n` },
      ],
      { From: 'MAILER-DAEMON@mx.example', Subject: 'Undelivered', 'Message-ID': `<${randomUUID()}@mx.example>` },
    );
    await postMail(waypost.config.smtpPort, report, support, '');
    expect((await read('A-12')).notices[0]!.state).toBe('needs-agent');
    expect(
      (await admin.get<Items<ContactNotice>>('/api/v1/contact-notices')).body.items.find(
        ({ orderNumber }) => orderNumber === 'A-12',
      )?.why,
    ).toContain('no such user');
  });

  const watch = async () => {
    for (const name of ['watch-promises', 'watch-parcels']) await waypost.worker.get(WorkerTimers).runNow(name);
  };
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const ofOrder = async (id: string) => (await tickets()).filter(({ subject }) => subject.includes(`${id} `));
  const kindsOf = async (id: string) => (await read(id)).notices.map(({ kind }) => kind);

  it('hears once of a promise that has passed in silence; three days past it an agent gets a ticket', async () => {
    await put('L-1', { status: 'paid', promisedAt: inDays(-2) });
    await put('L-2', { status: 'processing', promisedAt: inDays(-4) });
    for (let time = 0; time < 2; time++) await watch();
    await Promise.all([mailed('L-1'), mailed('L-2')]);
    expect(mailsTo('L-1').map(({ raw }) => field(raw, 'Subject'))).toEqual(['Your order L-1 has not arrived in time']);
    expect(plain(mailsTo('L-1')[0]!.raw)).toMatch(/was promised for [^]*no word yet/);
    expect([await kindsOf('L-1'), await kindsOf('L-2')]).toEqual([['late'], ['late']]);
    expect([await ofOrder('L-1'), await ofOrder('L-2')]).toMatchObject([[], [{ status: 'open' }]]);
    const [ticket] = await ofOrder('L-2');
    const { items } = (await admin.get<Items<Message>>(`/api/v1/tickets/${ticket!.id}/messages`)).body;
    expect(items).toMatchObject([{ visibility: 'internal', author: { kind: 'system' } }]);
    // Another promise that passes is another matter.
    await put('L-1', { status: 'paid', promisedAt: inDays(-3) });
    await watch();
    expect(await kindsOf('L-1')).toEqual(['late', 'late']);
  });

  it('hears that the carrier is silent, and nothing when the parcel waits to be fetched or has just moved', async () => {
    const parcel = (events: object[]) => ({
      status: 'shipped',
      tracking: [{ number: 'JD 9', carrier: 'DHL', events }],
    });
    await put('L-3', parcel([{ status: 'in_transit', at: ago(6) }]));
    await put('L-4', parcel([{ status: 'in_transit', at: ago(4) }]));
    await put('L-5', parcel([{ status: 'ready_for_pickup', at: ago(6) }]));
    await put('L-6', { status: 'shipped' });
    await watch();
    await mailed('L-3', 2);
    expect(mailsTo('L-3').map(({ raw }) => field(raw, 'Subject'))).toContain('No news of your order L-3');
    expect([await kindsOf('L-3'), await kindsOf('L-4'), await kindsOf('L-5'), await kindsOf('L-6')]).toEqual([
      ['shipped', 'late'],
      ['shipped'],
      ['shipped'],
      ['shipped'],
    ]);
  });

  it.each(['returned', 'returned_to_sender', 'return_to_sender'])(
    'hears of no silence after a scan that says %s, nor of the promise, also on the way back',
    async (status) => {
      const id = `R-${status.toUpperCase()}`;
      const events = [
        { status, at: ago(8) },
        { status: 'in_transit', at: ago(7) },
      ];
      await put(id, { status: 'shipped', promisedAt: inDays(-4), tracking: [{ number: id, events }] });
      await watch();
      expect([await kindsOf(id), await ofOrder(id)]).toEqual([['shipped'], []]);
    },
  );

  it('hears that the carrier is silent about a parcel of which the shop gave only a link', async () => {
    await put('L-8', {
      status: 'shipped',
      tracking: [{ number: 'JD 8', events: [{ status: 'in_transit', at: ago(6) }] }],
    });
    await withOwner(
      waypost,
      `update shipments s set number = null, url = 'https://dhl.example/8', tracking = '[{"number":null,"url":"https://dhl.example/8"}]'
       from orders o where o.id = s.order_id and o.number = 'L-8'`,
      [],
    );
    await watch();
    expect(await kindsOf('L-8')).toEqual(['shipped', 'late']);
  });

  it('that no channel can write about gives an agent a ticket once one can', async () => {
    const mail = (await admin.get<Items<{ id: string; type: string }>>('/api/v1/channels')).body.items.filter(
      ({ type }) => type === 'email',
    );
    const set = (active: boolean) =>
      Promise.all(mail.map(({ id }) => admin.send('PATCH', `/api/v1/channels/${id}`, { body: { active } })));
    await set(false);
    await put('L-9', { status: 'paid', promisedAt: inDays(-4) });
    await watch();
    expect(await ofOrder('L-9')).toEqual([]);
    await set(true);
    for (let time = 0; time < 2; time++) await watch();
    expect(await ofOrder('L-9')).toHaveLength(1);
  });

  it.each(['delivered', 'cancelled', 'returned', 'refunded', 'pending'])(
    'hears of no late promise once the order is %s',
    async (status) => {
      const id = `L-${status.toUpperCase()}`;
      await put(id, { status, promisedAt: inDays(-4) });
      await watch();
      expect(await kindsOf(id)).not.toContain('late');
      expect(await ofOrder(id)).toEqual([]);
    },
  );

  it('hears nothing of what was late when the watch was switched on', async () => {
    const { id, promiseWatch } = (
      await admin.post<Store>('/api/v1/stores', { name: 'Quiet', promiseWatch: { active: false } })
    ).body;
    expect(promiseWatch).toEqual({ active: false, silentDays: 5, lateDays: 1 });
    const path = (number: string) => `/api/v1/stores/${id}/orders/${number}`;
    const report = (number: string) =>
      admin.send('PUT', path(number), { body: orderBody({ number, status: 'paid', promisedAt: inDays(-2) }) });
    await report('Q-1');
    await watch();
    const changed = { promiseWatch: { active: true, lateDays: 2 } };
    expect((await admin.send<Store>('PATCH', `/api/v1/stores/${id}`, { body: changed })).body.promiseWatch).toEqual({
      active: true,
      silentDays: 5,
      lateDays: 2,
    });
    await watch();
    expect((await admin.get<Order>(path('Q-1'))).body.notices).toEqual([]);
  });

  it('hears of no kind that the store has switched off, nor later of what happened meanwhile', async () => {
    const settings = (kind: string, body: object) =>
      admin.send('PUT', `/api/v1/stores/${store.id}/notices/${kind}`, { body });
    const off = await settings('shipped', { active: false });
    expect([off.status, off.body]).toEqual([200, expect.objectContaining({ kind: 'shipped', active: false })]);
    const shipped = { status: 'shipped', tracking: ['JD 1'] };
    await put('O-1', shipped);
    await settings('shipped', { active: true });
    await put('O-1', shipped);
    expect(await kindsOf('O-1')).toEqual([]);
    await put('O-1', { ...shipped, status: 'delivered' });
    expect(await kindsOf('O-1')).toEqual(['delivered']);
  });

  it('hears nothing of a notice that was waiting when its kind was switched off', async () => {
    await put('O-2', { status: 'paid' });
    await admin.send('PUT', `/api/v1/stores/${store.id}/notices/shipped`, { body: { active: false } });
    await withOwner(
      waypost,
      `with notice as (
         insert into contact_notices (workspace_id, id, order_id, kind, state, reply_token)
           select workspace_id, $2, id, 'shipped', 'due', 'y' from orders where number = $1 returning *)
       insert into dispatches (workspace_id, id, owner, owner_id, lane, status, due_at)
         select workspace_id, id, 'order-notice', id, id, 'queued', now() from notice`,
      ['O-2', randomUUID()],
    );
    await put('O-2', { status: 'paid', promisedAt: inDays(3) });
    await until('it is dropped', async () => (await read('O-2')).notices[0]?.state === 'superseded', 15_000);
    expect(
      await withOwner(waypost, `select from contact_notices where detail = 'Switched off in the store'`),
    ).toHaveLength(1);
    expect(mailsTo('O-2')).toEqual([]);
    await admin.send('PUT', `/api/v1/stores/${store.id}/notices/shipped`, { body: { active: true } });
  });

  it('is told in the store’s own words, and in ours where these would not be true', async () => {
    const path = `/api/v1/stores/${store.id}/notices/shipped`;
    const words = (text: string) => ({
      active: true,
      words: [{ form: 'usual', locale: 'en', subject: 'Off it goes: {{order.number}}', text }],
    });
    const refused = await admin.send('PUT', path, { body: words('{{order.colour}}') });
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('words.0.text')]);
    expect((await admin.send('PUT', path, { body: words('See [Order Number].') })).status).toBe(400);
    const meant = { ...words('').words[0], text: 'See [Order Number].', asWritten: true };
    expect((await admin.send('PUT', path, { body: { active: true, words: [meant] } })).body).toMatchObject({
      words: [meant],
    });
    const braced = { ...meant, text: 'See {order_number}.' };
    expect((await admin.send('PUT', path, { body: { active: true, words: [braced] } })).status).toBe(400);
    const wrongForm = [{ form: 'silent', locale: 'en', subject: 'x', text: 'y' }];
    expect((await admin.send('PUT', path, { body: { active: true, words: wrongForm } })).status).toBe(400);
    expect((await admin.send('PUT', path, { body: words('By {{store.name}}, on {{order.promised}}.') })).status).toBe(
      200,
    );
    await put('W-1', { status: 'shipped', promisedAt: inDays(3) });
    await put('W-2', { status: 'shipped' });
    await put('W-3', { status: 'shipped', promisedAt: inDays(3), locale: 'de' });
    await put('W-4', {
      status: 'partially_shipped',
      promisedAt: inDays(3),
      tracking: [{ number: 'P', status: 'shipped' }],
    });
    await Promise.all(['W-1', 'W-2', 'W-3', 'W-4'].map((id) => mailed(id)));
    const subjects = ['W-1', 'W-2', 'W-3', 'W-4'].map((id) => field(mailsTo(id)[0]!.raw, 'Subject'));
    expect(subjects).toEqual([
      'Off it goes: W-1',
      'Your order W-2 is on its way',
      'Ihre Bestellung W-3 ist unterwegs',
      'A part of your order W-4 is on its way',
    ]);
    await admin.send('PUT', path, { body: { active: true } });
    const { items } = (await admin.get<Items<{ kind: string; words: unknown[] }>>(`/api/v1/stores/${store.id}/notices`))
      .body;
    expect(items.map(({ kind, words: own }) => [kind, own.length])).toEqual(
      ['shipped', 'withdrawn', 'delayed', 'late', 'delivered'].map((kind) => [kind, 0]),
    );
  });

  it('never gets twice what may have left', async () => {
    await put('A-10', { status: 'paid' });
    await withOwner(
      waypost,
      `with notice as (
         insert into contact_notices (workspace_id, id, order_id, kind, state, reply_token)
           select workspace_id, $2, id, 'shipped', 'sending', 'x' from orders where number = $1 returning *)
       insert into dispatches (workspace_id, id, owner, owner_id, lane, status, due_at)
         select workspace_id, id, 'order-notice', id, id, 'sending', now() - interval '6 minutes' from notice`,
      ['A-10', randomUUID()],
    );
    await until('it counts as unknown', async () => (await read('A-10')).notices[0]?.state === 'unknown', 15_000);
    expect(mailsTo('A-10')).toEqual([]);
  });

  it('is notified once though ten updates come at the same time', async () => {
    await Promise.all(Array.from({ length: 10 }, () => put('A-11', { status: 'shipped' })));
    await mailed('A-11');
    await settled('A-11');
    expect(mailsTo('A-11')).toHaveLength(1);
  });

  describe('whose hours of free replies on WhatsApp are over', () => {
    const phone = '4531000077';
    let channel: WhatsappChannel;
    const values = {
      'body.1': '{{store.name}}',
      'body.2': '{{order.number}}, {{order.promised}}',
      'buttons.0': '{{order.number}}',
    };
    const settle = (templates: object[] | undefined) =>
      admin.send<{ templates: object[]; errors?: { path: string }[] }>(
        'PUT',
        `/api/v1/stores/${store.id}/notices/shipped`,
        {
          body: { active: true, words: [], ...(templates && { templates }) },
        },
      );
    const mapping = (more: object = {}) => ({
      form: 'usual',
      channelId: channel.id,
      name: 'order_arrives_day',
      language: 'en',
      values,
      ...more,
    });
    beforeAll(async () => {
      channel = await whatsappChannel(
        admin,
        { templates: [orderTemplate({ language: 'en' })] },
        { storeId: store.id, name: 'Templates' },
      );
      await until('the templates are read', async () => {
        const { body } = await admin.get<Items<object>>(`/api/v1/channels/${channel.id}/templates`);
        return body.items.length === 1;
      });
      await channel.graph.deliver(textFrom({ phone, name: 'Eva' }, 'Do you have blue cups?'));
      await withOwner(
        waypost,
        `update tickets set last_inbound_at = now() - interval '30 hours' where channel_id = $1`,
        [channel.id],
      );
    });
    afterAll(async () => {
      await settle([]);
      await channel?.graph.close();
    });
    const ship = async (id: string, more: object = {}) => {
      const order = { phone: `+${phone}`, promisedAt: inDays(3), locale: 'en', ...more };
      await put(id, order);
      await put(id, { ...order, status: 'shipped' });
      await settled(id);
    };

    it('is told in the template that the store has chosen, in the conversation', async () => {
      expect((await settle([mapping()])).body.templates).toEqual([mapping()]);
      await ship('T-1');
      const sent = await until('the template', () =>
        channel.graph.accepted.find(({ body }) => JSON.stringify(body).includes('T-1')),
      );
      expect(sent).toMatchObject({
        recipient: phone,
        body: { type: 'template', template: { name: 'order_arrives_day', language: { code: 'en' } } },
      });
      expect(mailsTo('T-1')).toEqual([]);
      const [ticket] = (await tickets()).filter(({ channel: { id } }) => id === channel.id);
      const { items } = (await admin.get<Items<Message>>(`/api/v1/tickets/${ticket!.id}/messages`)).body;
      expect(items.at(-1)).toMatchObject({
        automatic: { kind: 'order-notice' },
        template: { name: 'order_arrives_day' },
      });
      expect(items.at(-1)!.text).toMatch(/^Seu pedido\n\nOlá Havn & Holm, seu pedido chega T-1, /);
      expect((await read('T-1')).notices).toMatchObject([{ kind: 'shipped', state: 'in-ticket' }]);
    });

    it.each([
      ['in another language', 'T-2', { language: 'pt_BR' }, {}],
      ['of another form', 'T-3', { form: 'part' }, {}],
      ['whose value the order lacks', 'T-4', {}, { promisedAt: null }],
      ['that is not there any more', 'T-5', { name: 'gone' }, {}],
    ])('a template %s is not sent: the buyer gets a mail', async (_, id, chosen, order) => {
      await settle([mapping(chosen)]);
      const before = channel.graph.accepted.length;
      await ship(id, order);
      await mailed(id);
      expect(channel.graph.accepted).toHaveLength(before);
    });

    it('settings name channels with templates, forms of the kind and values of ours; without them the stored ones stay', async () => {
      const paths = async (template: object) => (await settle([template])).body.errors?.map(({ path }) => path);
      expect(await paths(mapping({ form: 'silent' }))).toEqual(['body.templates.0.form']);
      expect(await paths(mapping({ channelId: randomUUID() }))).toEqual(['body.templates.0.channelId']);
      expect(await paths(mapping({ values: { 'body.1': '{{contact.name}}' } }))).toEqual([
        'body.templates.0.values.body.1',
      ]);
      await settle([mapping()]);
      expect((await settle(undefined)).body.templates).toEqual([mapping()]);
    });
  });
});
