import { randomUUID } from 'node:crypto';
import type { Contact, Message, Ticket } from '#libs/contracts';
import { Storage, StorageUnavailable, WorkerTimers } from '#libs/platform';
import {
  fileFrom,
  messageFrom,
  signedWebhook,
  statusOf,
  textFrom,
} from '../../../apps/playground/server/graph-api/index.js';
import type { Client } from '../../support/client.js';
import { until } from '../../support/until.js';
import { type WhatsappChannel, whatsappChannel } from '../../support/whatsapp-channel.js';
import { withOwner } from '../../support/with-owner.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';

type Page<T> = { items: T[] };

describe('a WhatsApp message becomes a ticket and is answered where it was written', () => {
  let waypost: TestWaypost;
  let admin: Client;
  let channel: WhatsappChannel;

  beforeAll(async () => {
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    channel = await whatsappChannel(admin);
  });
  afterAll(async () => {
    await channel?.graph.close();
    await waypost?.close();
  });

  const tickets = async () => (await admin.get<Page<Ticket>>('/api/v1/tickets')).body.items;
  const messages = async (ticketId: string) =>
    (await admin.get<Page<Message>>(`/api/v1/tickets/${ticketId}/messages`)).body.items;
  const reply = (ticketId: string, text: string, key: string = randomUUID(), more: object = {}) =>
    admin.post<Message>(
      `/api/v1/tickets/${ticketId}/messages`,
      { text, visibility: 'public', ...more },
      { 'idempotency-key': key },
    );

  /** The ticket of a customer who has just written this. */
  async function ticketOf(customer: { phone: string; name: string }, text = '你好') {
    expect(await channel.graph.deliver(textFrom(customer, text))).toBe(200);
    return (await tickets()).find(({ contact }) => contact.name === customer.name)!;
  }

  test('F01 the same delivery fifty times in parallel is one message, one contact, one ticket, one event', async () => {
    const before = new Set((await tickets()).map(({ id }) => id));
    const once = textFrom({ phone: '8613912342210', name: '林晓雯' }, 'HH-48213 清关三天了');
    const answers = await Promise.all(Array.from({ length: 50 }, () => channel.graph.deliver(once)));
    expect(new Set(answers)).toEqual(new Set([200]));
    const [ticket, ...others] = (await tickets()).filter(({ id }) => !before.has(id));
    expect(others).toEqual([]);
    expect(ticket).toMatchObject({
      status: 'open',
      subject: 'HH-48213 清关三天了',
      contact: { name: '林晓雯', verified: true },
    });
    expect(await messages(ticket!.id)).toHaveLength(1);
    const { items } = (await admin.get<Page<{ type: string }>>(`/api/v1/tickets/${ticket!.id}/events`)).body;
    expect([ticket!.lastSeq, items.filter(({ type }) => type === 'created')]).toMatchObject([1, [{}]]);
  });

  test('F02 an album of ten pictures of somebody new at the same time is one contact and one ticket', async () => {
    const priya = { phone: '447700900142', name: 'Priya' };
    const picture = (index: number) =>
      messageFrom(priya, {
        type: 'image',
        image: { id: `photo-${index}`, mime_type: 'image/png', caption: `Photo ${index}` },
      });
    await Promise.all(Array.from({ length: 10 }, (_, index) => channel.graph.deliver(picture(index))));
    const own = (await tickets()).filter((ticket) => ticket.contact.name === 'Priya');
    expect(own).toHaveLength(1);
    const album = await messages(own[0]!.id);
    expect(album.map((message) => message.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(album.map((message) => message.text)).size).toBe(10);
    expect(await withOwner(waypost, `select 1 from contacts where name = 'Priya'`)).toHaveLength(1);
  });

  test('what a customer takes back or corrects stands in no list, whether it came before or after', async () => {
    const early = { phone: '447700900166', name: 'Early' };
    const late = { phone: '447700900167', name: 'Late' };
    const idOf = (change: ReturnType<typeof textFrom>) => (change.messages as { id: string }[])[0]!.id;
    const gone = textFrom(late, 'my card is 4111');
    const wrong = textFrom(early, 'my pin is 4711');
    await channel.graph.deliver(gone);
    await channel.graph.deliver(messageFrom(late, { type: 'revoke', revoke: { original_message_id: idOf(gone) } }));
    await channel.graph.deliver(
      messageFrom(late, {
        type: 'edit',
        edit: { original_message_id: idOf(gone), message: { type: 'text', text: { body: 'my card is 4112' } } },
      }),
    );
    await channel.graph.deliver(
      messageFrom(early, {
        type: 'edit',
        edit: { original_message_id: idOf(wrong), message: { type: 'text', text: { body: 'my parcel' } } },
      }),
    );
    await channel.graph.deliver(wrong);
    const never = textFrom(early, 'my code is 4811');
    await channel.graph.deliver(messageFrom(early, { type: 'revoke', revoke: { original_message_id: idOf(never) } }));
    await channel.graph.deliver(
      messageFrom(early, {
        type: 'edit',
        edit: { original_message_id: idOf(never), message: { type: 'text', text: { body: 'my code is 4812' } } },
      }),
    );
    await channel.graph.deliver(never);
    const said = (await tickets()).map(({ contact, subject, snippet }) => [contact.name, subject, snippet]);
    expect(said).toEqual(
      expect.arrayContaining([
        ['Late', '', ''],
        ['Early', 'my parcel', 'my parcel'],
      ]),
    );
  });

  test('the answer arrives, and its delivery only goes forward', async () => {
    const ticket = await ticketOf({ phone: '8613912342211', name: '王芳' });
    const sent = await reply(ticket.id, '您好，海关缺的文件已经补交。');
    expect(sent).toMatchObject({ status: 201, body: { deliveryStatus: 'queued' } });
    const accepted = await until('the answer is at the provider', () =>
      channel.graph.accepted.find((each) => JSON.stringify(each).includes('海关缺的文件')),
    );
    const state = async () => (await messages(ticket.id)).at(-1)!.deliveryStatus;
    await until('the answer is sent', async () => (await state()) === 'sent');
    for (const status of ['read', 'delivered', 'sent'] as const)
      await channel.graph.deliver({ statuses: [statusOf(accepted, status)] });
    expect(await state()).toBe('read');
    expect((await admin.get<Ticket>(`/api/v1/tickets/${ticket.id}`)).body.status).toBe('pending');
  });

  test('F30 the same key five times in parallel is one message; another body with it is refused', async () => {
    const ticket = await ticketOf({ phone: '491510000031', name: 'Once' });
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => reply(ticket.id, 'Once', key)));
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect((await messages(ticket.id)).filter((message) => message.text === 'Once')).toHaveLength(1);
    expect((await reply(ticket.id, 'Twice', key)).status).toBe(422);
  });

  test('the key of an answer that was taken back gives that answer as it stands, deleted, and sends nothing', async () => {
    const ticket = await ticketOf({ phone: '491510000032', name: 'Taken back' });
    const key = randomUUID();
    const send = () => reply(ticket.id, 'Never mind', key, { sendAfterSeconds: 5 });
    const { id } = (await send()).body;
    expect((await admin.post(`/api/v1/tickets/${ticket.id}/messages/${id}/cancel`)).status).toBe(200);
    expect(await send()).toMatchObject({
      status: 201,
      body: { id, text: '', deletedAt: expect.any(String) as string, deliveryStatus: null },
    });
    await withOwner(waypost, 'update dispatches set due_at = now() where id = $1', [id]);
    await waypost.worker.get(WorkerTimers).runNow('send-dispatches');
    await reply(ticket.id, 'After it');
    await until('the next one is at the provider', () => JSON.stringify(channel.graph.accepted).includes('After it'));
    expect(JSON.stringify(channel.graph.accepted)).not.toContain('Never mind');
  });

  test('an answer written before the newest message is refused as stale', async () => {
    const customer = { phone: '8613912342212', name: '李娜' };
    const ticket = await ticketOf(customer);
    await channel.graph.deliver(textFrom(customer, '另外，茶壶的盖子可以单独补发吗？'));
    const stale = await reply(ticket.id, 'Too late', randomUUID(), { basedOnSeq: 1 });
    expect(stale).toMatchObject({ status: 409, body: { type: 'urn:waypost:problem:stale' } });
    expect((await admin.get<Ticket>(`/api/v1/tickets/${ticket.id}`)).body.status).toBe('open');
  });

  test('the reply window counts from when the customer wrote, however late the webhook comes; a time that cannot be is not believed', async () => {
    const late = async (name: string, hours: number) => {
      const change = textFrom({ phone: `4915799${String(hours).padStart(5, '0')}`, name }, 'Are you there?');
      const [message] = change.messages as { timestamp: string }[];
      await channel.graph.deliver({
        ...change,
        messages: [{ ...message!, timestamp: String(Number(message!.timestamp) - hours * 3_600) }],
      });
      const ticket = (await tickets()).find(({ contact }) => contact.name === name)!;
      return [
        (await reply(ticket.id, 'Yes')).status,
        Math.round((Date.parse(ticket.replyWindowEndsAt!) - Date.now()) / 3_600_000),
      ];
    };
    expect([await late('In time', 20), await late('Too late', 25), await late('Of long ago', 2_000)]).toEqual([
      [201, 4],
      [409, -1],
      [201, 24],
    ]);
  });

  test('a Chinese word in the middle of a sentence is found', async () => {
    await ticketOf({ phone: '8613912342213', name: '张伟' }, '另外，瓷杯的盖子可以单独补发吗？');
    const found = await admin.get<Page<Ticket>>(`/api/v1/tickets?q=${encodeURIComponent('瓷杯')}`);
    expect(found.body.items.map((ticket) => ticket.contact.name)).toEqual(['张伟']);
  });

  test('a wrong signature is refused and stores nothing', async () => {
    const before = (await tickets()).length;
    const { body, headers } = signedWebhook(
      { ...channel.graph.options, appSecret: 'another secret' },
      textFrom({ phone: '491511111', name: 'Mallory' }, 'hi'),
    );
    const answer = await fetch(`${waypost.url}/hooks/whatsapp/${channel.id}`, { method: 'POST', body, headers });
    expect(answer.status).toBe(401);
    expect((await tickets()).length).toBe(before);
  });

  describe('somebody who shows and hides their number', () => {
    type Ids = { phone?: string; userId?: string };
    const from = ({ phone, userId }: Ids, name: string, text: string) => ({
      contacts: [{ profile: { name }, ...(phone && { wa_id: phone }), ...(userId && { user_id: userId }) }],
      messages: [
        {
          ...(phone && { from: phone }),
          ...(userId && { from_user_id: userId }),
          id: `wamid.${randomUUID()}`,
          timestamp: '1795348800',
          type: 'text',
          text: { body: text },
        },
      ],
    });
    const ofName = async (name: string) => (await tickets()).filter((ticket) => ticket.contact.name === name);

    test.each<[string, Ids[]]>([
      [
        'the number first, hidden later',
        [{ phone: '5511900000001' }, { phone: '5511900000001', userId: 'BR.1' }, { userId: 'BR.1' }],
      ],
      [
        'hidden first, the number later',
        [{ userId: 'BR.2' }, { phone: '5511900000002', userId: 'BR.2' }, { phone: '5511900000002' }],
      ],
    ])('stays one contact with one ticket: %s', async (name, writings) => {
      for (const ids of writings) expect(await channel.graph.deliver(from(ids, name, 'Oi'))).toBe(200);
      const [ticket, ...others] = await ofName(name);
      expect([others, (await messages(ticket!.id)).length]).toEqual([[], 3]);
      const { body } = await admin.get<Contact>(`/api/v1/contacts/${ticket!.contact.id}`);
      expect(body.identities.map(({ kind, verified }) => [kind, verified])).toEqual([
        ['phone', true],
        ['whatsapp', true],
      ]);
    });

    test('also when all of it comes at the same time', async () => {
      const [phone, userId] = ['5511900000003', 'BR.3'];
      const kinds: Ids[] = [{ phone, userId }, { userId }];
      await Promise.all(
        Array.from({ length: 12 }, (_, n) => channel.graph.deliver(from(kinds[n % 2]!, 'Ana', `message ${n}`))),
      );
      const [ticket, ...others] = await ofName('Ana');
      expect([others, (await messages(ticket!.id)).length]).toEqual([[], 12]);
    });
  });

  describe('a picture', () => {
    const pixel = { name: 'pot.png', contentType: 'image/png', bytes: Buffer.from('a picture') };
    const pictureOf = async (name: string) => {
      const ticket = (await tickets()).find((each) => each.contact.name === name)!;
      const message = (await messages(ticket.id)).at(-1)!;
      return {
        path: `/api/v1/tickets/${ticket.id}/messages/${message.id}/attachments/${message.attachments[0]!.id}/fetch-again`,
        changeSeq: message.changeSeq,
        ...message.attachments[0]!,
      };
    };
    const stateOf = async (name: string) => (await pictureOf(name)).state;

    test('is there at once as a place, and then in full; a storage that is away is waited for', async () => {
      const storage = waypost.worker.get(Storage);
      const put = storage.put.bind(storage);
      let tries = 0;
      storage.put = () => (tries++, Promise.reject(new StorageUnavailable('answered 503 to PUT')));
      await channel.graph.deliver(fileFrom({ phone: '4915100000077', name: 'Mia' }, channel.graph.memory.keep(pixel)));
      await until('it was tried', () => tries > 0);
      expect(await stateOf('Mia')).toBe('fetching');
      storage.put = put;
      await until('it is stored', async () => (await stateOf('Mia')) === 'stored', 20_000);
    }, 30_000);

    test('that cannot be fetched for hours has failed, is seen to, and may be tried for again', async () => {
      const kept = channel.graph.memory.keep(pixel);
      // The provider says nothing of use: neither that it is gone nor where it is.
      const handle = channel.graph.handle.bind(channel.graph);
      channel.graph.handle = async (request, response) =>
        request.url!.endsWith(kept.id) ? void response.writeHead(503).end() : handle(request, response);
      await channel.graph.deliver(fileFrom({ phone: '4915100000078', name: 'Noa' }, kept));
      const before = await until('its place', () => pictureOf('Noa'));
      expect([before.state, before.canFetchAgain]).toEqual(['fetching', false]);
      expect((await admin.post(before.path)).status).toBe(409);
      await waypost.worker.get(WorkerTimers).runNow('give-up-media');
      expect(await stateOf('Noa')).toBe('fetching');
      await withOwner(waypost, `update attachments set fetch_since = now() - interval '121 minutes' where id = $1`, [
        before.id,
      ]);
      await waypost.worker.get(WorkerTimers).runNow('give-up-media');
      const failed = await pictureOf('Noa');
      expect([failed.state, failed.canFetchAgain, failed.changeSeq > before.changeSeq]).toEqual(['failed', true, true]);
      channel.graph.handle = handle;
      expect(await admin.post(failed.path)).toMatchObject({
        status: 201,
        body: { attachments: [{ state: 'fetching' }] },
      });
      await until('it is stored', async () => (await stateOf('Noa')) === 'stored', 40_000);
      expect((await admin.post(failed.path)).status).toBe(409);
    }, 60_000);
  });
});
