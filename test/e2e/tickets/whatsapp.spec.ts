import { randomUUID } from 'node:crypto';
import type { Channel, Contact, Message, Ticket } from '#libs/contracts';
import { Storage, StorageUnavailable, WorkerTimers } from '#libs/platform';
import {
  echoTo,
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

  test('a contact’s time is that of their phone’s country, unless that has several', async () => {
    const zoneOf = async (phone: string, name: string) => {
      const { contact } = await ticketOf({ phone, name });
      return (await admin.get<Contact>(`/api/v1/contacts/${contact.id}`)).body.timeZone;
    };
    expect(await zoneOf('447700900155', 'In Leeds')).toBe('Europe/London');
    expect(await zoneOf('12025550155', 'In some state')).toBeNull();
  });

  test('F02 an album of ten pictures of a new customer at the same time is one contact and one ticket', async () => {
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

  test('what a customer takes back or corrects is in no list, whether it came before or after', async () => {
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

  describe('what the shop writes in its phone’s Business app', () => {
    const ugo = { phone: '491728545205', name: 'Ugo' };
    const text = (body: string) => ({ type: 'text', text: { body } });
    const ofChange = (original: string, type: string, more = {}) => ({
      type,
      [type]: { original_message_id: original, ...more },
    });

    test('is an answer of a person, is sent by nobody again, and its edits and deletion follow', async () => {
      const { id } = await ticketOf(ugo, 'Do you ship to Malta?');
      const sent = channel.graph.accepted.length;
      const delivery = echoTo(ugo, text('Yes, five days.'), 'wamid.echo-1');
      for (let time = 0; time < 2; time++) await channel.graph.deliver(delivery);
      const [, answer, ...more] = await messages(id);
      expect([answer, more]).toMatchObject([
        {
          direction: 'outbound',
          text: 'Yes, five days.',
          author: { kind: 'agent', id: null },
          deliveryStatus: 'sent',
          flags: ['echo'],
        },
        [],
      ]);
      expect((await admin.get<Ticket>(`/api/v1/tickets/${id}`)).body.status).toBe('pending');
      await channel.graph.deliver(echoTo(ugo, ofChange('wamid.echo-1', 'edit', { message: text('Yes, six days.') })));
      expect((await messages(id))[1]).toMatchObject({ text: 'Yes, six days.', editedAt: expect.any(String) as string });
      await channel.graph.deliver(echoTo(ugo, ofChange('wamid.echo-1', 'revoke')));
      expect((await messages(id))[1]).toMatchObject({ text: '', deletedAt: expect.any(String) as string });
      expect(channel.graph.accepted).toHaveLength(sent);
    });

    test('is the first answer, which meets the clock', async () => {
      const customer = { phone: '491728545206', name: 'Clock' };
      const { id } = await ticketOf(customer, 'Are you there?');
      const answered = () =>
        withOwner(waypost, 'select 1 from ticket_facts where ticket_id = $1 and answered_at is not null', [id]);
      await channel.graph.deliver(echoTo(customer, text('We are.')));
      await until('it is measured', async () => (await answered()).length, 30_000);
    });

    test('to somebody new begins a ticket that waits for them, and their answer joins it', async () => {
      const stranger = { phone: '491728545207', name: 'New' };
      await channel.graph.deliver(echoTo(stranger, text('Your repair is ready')));
      const ticket = (await tickets()).find(({ subject }) => subject === 'Your repair is ready')!;
      expect(ticket).toMatchObject({ status: 'pending', contact: { verified: false } });
      await channel.graph.deliver(textFrom(stranger, 'Great'));
      expect((await messages(ticket.id)).map(({ direction }) => direction)).toEqual(['outbound', 'inbound']);
    });

    test('an edit before its message is kept, and a customer’s edit changes none of ours', async () => {
      const { id } = await ticketOf({ phone: '491728545208', name: 'Early echo' });
      const to = { phone: '491728545208', name: 'Early echo' };
      await channel.graph.deliver(echoTo(to, ofChange('wamid.echo-2', 'edit', { message: text('Right') })));
      await channel.graph.deliver(echoTo(to, text('Wrong'), 'wamid.echo-2'));
      await channel.graph.deliver(messageFrom(to, ofChange('wamid.echo-2', 'revoke')));
      expect((await messages(id)).at(-1)).toMatchObject({ text: 'Right', deletedAt: null });
    });
  });

  test('a call is seen on the ticket: one that was missed asks for an answer, one that was taken does not', async () => {
    const customer = { phone: '491728545300', name: 'Caller' };
    const { id } = await ticketOf(customer);
    const call = (callId: string, more: object) => ({
      field: 'calls',
      calls: [
        {
          id: callId,
          from: customer.phone,
          event: 'terminate',
          direction: 'USER_INITIATED',
          timestamp: '1795348800',
          ...more,
        },
      ],
    });
    const statusNow = async () => (await admin.get<Ticket>(`/api/v1/tickets/${id}`)).body.status;
    await reply(id, 'Call us', randomUUID(), { status: 'pending' });
    await channel.graph.deliver(call('wacid.1', { status: 'COMPLETED', duration: 65 }));
    expect(await statusNow()).toBe('pending');
    await channel.graph.deliver(call('wacid.2', { status: 'FAILED' }));
    expect(await statusNow()).toBe('open');
    expect((await messages(id)).slice(2).map(({ text, flags }) => [text, flags])).toEqual([
      ['📞 1:05', ['call']],
      ['📞', ['missed-call']],
    ]);
  });

  test('what the provider says of the account is seen on the channel until it is over', async () => {
    const said = (event: string, more: object) => ({ field: 'account_update', event, ...more });
    const alerts = async () => (await admin.get<Channel>(`/api/v1/channels/${channel.id}`)).body.alerts;
    await channel.graph.deliver(said('DISABLED_UPDATE', { ban_info: { waba_ban_state: 'DISABLE' } }));
    await channel.graph.deliver({ field: 'phone_number_quality_update', event: 'FLAGGED', current_limit: 'TIER_1K' });
    expect(await alerts()).toMatchObject([
      { topic: 'account', level: 'error', event: 'DISABLE' },
      { topic: 'quality', level: 'warning', event: 'FLAGGED', detail: 'TIER_1K' },
    ]);
    await channel.graph.deliver(said('DISABLED_UPDATE', { ban_info: { waba_ban_state: 'REINSTATE' } }));
    expect(await alerts()).toMatchObject([{ topic: 'quality' }]);
  });

  test('an edit may bring another picture, and an older edit never overwrites a newer one', async () => {
    const yan = { phone: '491740062410', name: 'Yan' };
    const [first, second] = ['blue', 'green'].map((name) =>
      channel.graph.memory.keep({ name: `${name}.png`, contentType: 'image/png', bytes: Buffer.from(name) }),
    );
    const picture = fileFrom(yan, first!, 'blue one', 'wamid.picture');
    await channel.graph.deliver(picture);
    const { id } = (await tickets()).find(({ contact }) => contact.name === 'Yan')!;
    const edit = (message: object, at: Date) =>
      channel.graph.deliver(
        messageFrom(yan, { type: 'edit', edit: { original_message_id: 'wamid.picture', message } }, undefined, at),
      );
    const now = Date.now();
    await edit({ type: 'image', image: { id: second!.id, mime_type: 'image/png' } }, new Date(now - 10_000));
    const shown = async () => (await messages(id))[0]!;
    const file = await until('the picture', async () =>
      (await shown()).attachments.find(({ state }) => state === 'stored'),
    );
    expect(await shown()).toMatchObject({ text: '', attachments: [{ name: 'image.png' }] });
    expect(await (await fetch(waypost.url + file.url!)).text()).toBe('green');
    await edit(
      { type: 'image', image: { id: first!.id, mime_type: 'image/png', caption: 'Older' } },
      new Date(now - 20_000),
    );
    expect((await shown()).text).toBe('');
    await edit({ type: 'image', image: { id: second!.id, mime_type: 'image/png', caption: 'Newer' } }, new Date(now));
    expect(await shown()).toMatchObject({ text: 'Newer', attachments: [{ id: file.id, state: 'stored' }] });
  });

  test('a reaction goes when it is taken back, and gives way to another, in whatever order they come', async () => {
    const ida = { phone: '491740062411', name: 'Ida' };
    const { id } = await ticketOf(ida);
    const react = (emoji: string, target: string, secondsAgo: number) =>
      channel.graph.deliver(
        messageFrom(
          ida,
          { type: 'reaction', reaction: { message_id: target, emoji } },
          undefined,
          new Date(Date.now() - secondsAgo * 1_000),
        ),
      );
    const shown = async () =>
      (await messages(id))
        .filter(({ flags, deletedAt }) => flags.includes('reaction') && !deletedAt)
        .map(({ text }) => text);
    await react('👍', 'wamid.a', 60);
    await react('', 'wamid.a', 50);
    expect(await shown()).toEqual([]);
    await react('❤️', 'wamid.b', 40);
    await react('🙏', 'wamid.b', 50);
    expect(await shown()).toEqual(['❤️']);
    await react('', 'wamid.c', 20);
    await react('😢', 'wamid.c', 30);
    expect(await shown()).toEqual(['❤️']);
  });

  test.each([
    ['a notice', { type: 'system', system: { type: 'customer_identity_changed', body: 'Their code changed' } }],
    ['a reaction', { type: 'reaction', reaction: { message_id: 'wamid.elsewhere', emoji: '👍' } }],
  ])('%s alone makes a resolved ticket without a clock, which a message opens', async (what, said) => {
    const customer = { phone: what === 'a notice' ? '491740062414' : '491740062415', name: what };
    await channel.graph.deliver(messageFrom(customer, said));
    const { id } = (await tickets()).find(({ contact }) => contact.name === what)!;
    const read = async () => (await admin.get<Ticket>(`/api/v1/tickets/${id}`)).body;
    expect(await read()).toMatchObject({ status: 'resolved', automatic: true, clock: null });
    await channel.graph.deliver(textFrom(customer, 'Where is it?'));
    expect(await read()).toMatchObject({ status: 'open', automatic: false, lastSeq: 2 });
  });

  test('what a message refers to is kept and shown', async () => {
    const eva = { phone: '491740062412', name: 'Eva' };
    const first = textFrom(eva, 'Red or blue?', 'wamid.asked');
    await channel.graph.deliver(first);
    const { id } = (await tickets()).find(({ contact }) => contact.name === 'Eva')!;
    const ad = { headline: 'Summer sale', body: 'All pots', source_url: 'https://ads.example/1' };
    const product = { catalog_id: '1', product_retailer_id: 'POT-7' };
    const context = { id: 'wamid.asked', frequently_forwarded: true, referred_product: product };
    await channel.graph.deliver(messageFrom(eva, { type: 'text', text: { body: 'Blue' }, context, referral: ad }));
    const [asked, answer] = await messages(id);
    expect(answer!.about).toEqual({
      quoted: { messageId: asked!.id, text: 'Red or blue?', author: 'Eva' },
      forwarded: { from: null, often: true },
      ad: { title: 'Summer sale', text: 'All pots', url: 'https://ads.example/1' },
      product: { id: 'POT-7', catalog: '1' },
    });
    await channel.graph.deliver(messageFrom(eva, { type: 'revoke', revoke: { original_message_id: 'wamid.asked' } }));
    expect((await messages(id))[1]!.about!.quoted).toEqual({ messageId: null, text: null, author: null });
  });

  test('what is written in a group makes no ticket of its author', async () => {
    const before = (await tickets()).length;
    await channel.graph.deliver(
      messageFrom({ phone: '491740062413', name: 'Group' }, { type: 'text', text: { body: 'Hi all' }, group_id: 'g1' }),
    );
    expect((await tickets()).length).toBe(before);
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

  test('the key of an answer that was taken back gives that answer as it is, deleted, and sends nothing', async () => {
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

  test('the reply window counts from when the customer wrote, by a time that can be, however late the webhook', async () => {
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

  describe('a customer who shows and hides their number', () => {
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
      const attachment = message.attachments[0]!;
      return {
        path: `/api/v1/tickets/${ticket.id}/messages/${message.id}/attachments/${attachment.id}/fetch-again`,
        changeSeq: message.changeSeq,
        ...attachment,
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
