import { randomUUID } from 'node:crypto';
import type { ContactNotice, Message, Order, Store, Ticket } from '#libs/contracts';
import { textFrom } from '../../../apps/playground/server/graph-api/index.js';
import { WorkerTimers } from '#libs/platform';
import type { Client } from '../../support/client.js';
import { postMail } from '../../support/mail/post-mail.js';
import { answer, SmtpSink } from '../../support/mail/smtp-sink.js';
import { writeMail, writeMultipart } from '../../support/mail/write-mail.js';
import { inDays, orderBody } from '../../support/order-body.js';
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

  it('hears by mail once that an order is shipped, delayed and delivered, and no ticket is opened', async () => {
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

  it('hears it in the language of the order', async () => {
    await put('A-2', { locale: 'zh-CN', status: 'shipped' });
    await mailed('A-2');
    expect(
      Buffer.from(/=\?UTF-8\?B\?(.+?)\?=/i.exec(mailsTo('A-2')[0]!.raw)?.[1] ?? '', 'base64').toString() +
        mailsTo('A-2')[0]!.raw,
    ).toMatch(/您的订单|=E8=AE=A2=E5=8D=95|6K6i5Y2V/);
  });

  it('hears nothing of an update that came too late', async () => {
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

  it('hears it on WhatsApp while the talk there is open, without a change of status, and by mail when its window has closed', async () => {
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

  it('whose message could not be delivered hears it by mail', async () => {
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

  it('is an entry for those alone who may see the buyer’s tickets; without any, for whoever has no narrower view', async () => {
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
      `select extract(epoch from due_at - now())::float8 as seconds from dispatches where owner = 'order-notice' and status = 'queued'`,
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
          body: 'Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; a-12@buyer.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n',
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

  it('never gets twice what may have left', async () => {
    await put('A-10', { status: 'paid' });
    await withOwner(
      waypost,
      `with notice as (
         insert into contact_notices (workspace_id, id, order_id, kind, state, reply_token) select workspace_id, $2, id, 'shipped', 'sending', 'x' from orders where number = $1 returning *)
       insert into dispatches (workspace_id, id, owner, owner_id, lane, status, due_at) select workspace_id, id, 'order-notice', id, id, 'sending', now() - interval '6 minutes' from notice`,
      ['A-10', randomUUID()],
    );
    await until('it counts as unknown', async () => (await read('A-10')).notices[0]?.state === 'unknown', 15_000);
    expect(mailsTo('A-10')).toEqual([]);
  });

  it('hears it once though ten updates come at the same time', async () => {
    await Promise.all(Array.from({ length: 10 }, () => put('A-11', { status: 'shipped' })));
    await mailed('A-11');
    await settled('A-11');
    expect(mailsTo('A-11')).toHaveLength(1);
  });
});
