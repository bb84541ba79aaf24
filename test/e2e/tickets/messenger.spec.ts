import { createHmac, randomUUID } from 'node:crypto';
import type { Message, Ticket } from '#libs/contracts';
import { echoFrom, fileOf, messageOf, readUpTo, textOf } from '../../../apps/playground/server/page-api/index.js';
import type { Client } from '../../support/client.js';
import { type MessengerChannel, messengerChannel } from '../../support/messenger-channel.js';
import { until } from '../../support/until.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { withOwner } from '../../support/with-owner.js';

type Page<T> = { items: T[] };
type Outcome = { ok: boolean; message: string };

describe('a conversation of a Facebook page', () => {
  const lena = { id: '7152034981187765', name: 'Lena Sommer' };
  const omar = { id: '7152034981187766', name: 'Omar Haddad' };
  let waypost: TestWaypost;
  let admin: Client;
  let channel: MessengerChannel;

  beforeAll(async () => {
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    channel = await messengerChannel(admin, { people: [lena, omar], echoes: true });
  });
  afterAll(async () => {
    await channel?.page.close();
    await waypost?.close();
  });

  const tickets = async () => (await admin.get<Page<Ticket>>('/api/v1/tickets')).body.items;
  const named = (name: string) =>
    until(`a ticket of ${name}`, async () => (await tickets()).find(({ contact }) => contact.name === name));
  /** Their ticket, which they have begun with this where they had none. */
  const ticketOf = async ({ id, name }: { id: string; name: string }): Promise<Ticket> => {
    const known = (await tickets()).some(({ contact }) => contact.name === name);
    if (!known) await channel.page.deliver(textOf({ id, name }, 'Is it in stock?'));
    return named(name);
  };
  const messages = async ({ id }: Ticket) =>
    (await admin.get<Page<Message>>(`/api/v1/tickets/${id}/messages`)).body.items;
  const reply = (ticket: Ticket, text: string, more: object = {}) =>
    admin.post<Message>(
      `/api/v1/tickets/${ticket.id}/messages`,
      { text, visibility: 'public', ...more },
      { 'idempotency-key': randomUUID() },
    );
  const answered = (ticket: Ticket, status: string) =>
    until(`an answer that is ${status}`, async () =>
      (await messages(ticket)).find(({ deliveryStatus }) => deliveryStatus === status),
    );

  test('becomes a ticket under the name that Meta knows, and is found by it', async () => {
    const mid = 'm_first';
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => channel.page.deliver(textOf(lena, 'Is it in stock?', mid))),
    );
    expect(new Set(answers)).toEqual(new Set([200]));
    const ticket = await named(lena.name);
    expect(ticket).toMatchObject({ subject: 'Is it in stock?', channel: { type: 'messenger' }, lastSeq: 1 });
    const found = await admin.get<Page<Ticket>>('/api/v1/tickets?q=Sommer');
    expect(found.body.items.map(({ id }) => id)).toEqual([ticket.id]);
  });

  test('is answered there; the echo of our own answer doubles nothing, and what they read is shown', async () => {
    const ticket = await ticketOf(lena);
    expect((await reply(ticket, 'Yes, five of them.')).status).toBe(201);
    await answered(ticket, 'sent');
    expect(channel.page.accepted.at(-1)).toMatchObject({
      recipient: lena.id,
      body: { messaging_type: 'RESPONSE', message: { text: 'Yes, five of them.' } },
    });
    await channel.page.deliver(readUpTo(lena.id, Date.now()));
    await answered(ticket, 'read');
    expect((await messages(ticket)).map(({ text }) => text)).toEqual(['Is it in stock?', 'Yes, five of them.']);
  });

  test('an answer whose acceptance was lost is settled by its echo', async () => {
    const ticket = await ticketOf(lena);
    channel.page.misbehave({ kind: 'reset' });
    const { body } = await reply(ticket, 'Reserved for you until Friday.');
    await until('the answer to be sent', async () =>
      (await messages(ticket)).find(({ id, deliveryStatus }) => id === body.id && deliveryStatus === 'sent'),
    );
    const sent = channel.page.accepted.filter(({ body: { message } }) => JSON.stringify(message).includes('Reserved'));
    expect(sent).toHaveLength(1);
  });

  test('what is answered in the page’s own inbox is an answer of a person', async () => {
    const ticket = await ticketOf(lena);
    await channel.page.deliver(echoFrom(lena.id, { text: 'See you on Friday!' }));
    const last = (await messages(ticket)).at(-1);
    expect(last).toMatchObject({ direction: 'outbound', text: 'See you on Friday!', author: { kind: 'agent' } });
  });

  test.each([':1', ':1:0'])('so is an echo with the mark of another installation, of the form %s', async (form) => {
    const ticket = await ticketOf(lena);
    const text = `Answered elsewhere ${form}`;
    await channel.page.deliver(echoFrom(lena.id, { text, metadata: `${randomUUID()}${form}` }));
    expect((await messages(ticket)).at(-1)).toMatchObject({ direction: 'outbound', text, author: { kind: 'agent' } });
  });

  test('a person to whom the page has written first is named as well', async () => {
    const first = { id: '7152034981187768', name: 'Nora Neu' };
    channel.page.options.people.push(first);
    await channel.page.deliver(echoFrom(first.id, { text: 'Your parcel is here.' }));
    expect(await named(first.name)).toMatchObject({ subject: 'Your parcel is here.', status: 'pending' });
  });

  test('files go both ways', async () => {
    const bytes = Buffer.from('%PDF-1.7 invoice');
    const file = channel.page.memory.keep({ name: 'invoice.pdf', contentType: 'application/pdf', bytes });
    await channel.page.deliver(fileOf(omar, file, channel.page.baseUrl));
    const ticket = await named(omar.name);
    const [stored] = await until('the file', async () => {
      const [message] = await messages(ticket);
      return message?.attachments.every(({ state }) => state === 'stored') ? message.attachments : null;
    });
    expect(stored).toMatchObject({ contentType: 'application/pdf', size: bytes.length });
    const upload = await fetch(`${waypost.url}/api/v1/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.token}`, 'content-type': 'image/png', 'x-file-name': 'label.png' },
      body: 'a picture',
    });
    const { id } = (await upload.json()) as { id: string };
    await reply(ticket, 'Here is the label.', { attachmentIds: [id] });
    await answered(ticket, 'sent');
    const [text, picture] = channel.page.accepted.slice(-2).map(({ body: { message } }) => message);
    expect(text).toMatchObject({ text: 'Here is the label.' });
    expect(picture).toMatchObject({ attachment: { type: 'image' } });
  });

  test('an edit, a reaction, and one taken back are followed', async () => {
    const ticket = await ticketOf(omar);
    await channel.page.deliver(textOf(omar, 'In blu please', 'm_blu'));
    const at = Date.now();
    await channel.page.deliver(
      { person: omar.id, at, content: { message_edit: { mid: 'm_blu', text: 'In blue please', num_edit: 1 } } },
      { person: omar.id, at, content: { reaction: { mid: 'm_x', action: 'react', reaction: 'love', emoji: '❤️' } } },
    );
    expect((await messages(ticket)).slice(-2).map(({ text }) => text)).toEqual(['In blue please', '❤️']);
    await channel.page.deliver({
      person: omar.id,
      at: at + 1,
      content: { reaction: { mid: 'm_x', action: 'unreact' } },
    });
    expect((await messages(ticket)).at(-1)).toMatchObject({ text: '', deletedAt: expect.any(String) });
  });

  test('of a thousand events in one batch none is lost, and what is not understood is kept', async () => {
    const events = Array.from({ length: 1_000 }, (_, index) =>
      index % 100 === 7
        ? { person: omar.id, content: { game_play: { game_id: index } } }
        : messageOf(omar.id, { text: `Line ${index}` }, `m_batch_${index}`),
    );
    const ticket = await ticketOf(omar);
    const before = (await admin.get<Ticket>(`/api/v1/tickets/${ticket.id}`)).body.lastSeq;
    expect(await channel.page.deliver(...events)).toBe(200);
    const after = (await admin.get<Ticket>(`/api/v1/tickets/${ticket.id}`)).body.lastSeq;
    expect(after - before).toBe(990);
    const { body } = await admin.get<Page<{ source: string }>>('/api/v1/dead-letters');
    expect(body.items.filter(({ source }) => source === 'channel/messenger')).toHaveLength(10);
  }, 60_000);

  test('a wrong signature changes nothing', async () => {
    const before = (await tickets()).length;
    channel.page.options.appSecret = 'another';
    expect(await channel.page.deliver(textOf({ id: '1', name: 'Forger' }, 'hello'))).toBe(401);
    channel.page.options.appSecret = 'an app secret';
    expect(await tickets()).toHaveLength(before);
  });

  test('what an app delivers of another page, under the same secret, is kept and becomes no ticket', async () => {
    const before = await tickets();
    const other = await messengerChannel(admin, { people: [] }, { name: 'Another page' });
    const [own, { webhookUrl }] = [channel.page.options.webhookUrl!, other.page.options];
    await admin.send('PATCH', `/api/v1/channels/${other.id}`, { body: { settings: { pageId: '42' } } });
    channel.page.reportTo(webhookUrl!);
    expect(await channel.page.deliver(textOf(lena, 'Whose is this?'), readUpTo(lena.id, Date.now()))).toBe(200);
    channel.page.reportTo(own);
    await other.page.close();
    expect((await tickets()).map(({ id, lastSeq }) => [id, lastSeq])).toEqual(
      before.map(({ id, lastSeq }) => [id, lastSeq]),
    );
    const { body } = await admin.get<Page<{ reason: string }>>('/api/v1/dead-letters');
    expect(body.items[0]).toMatchObject({ reason: 'of another page or account' });
  });

  test('an expired token is shown on the channel until another is entered, and in no log', async () => {
    const ticket = await ticketOf(lena);
    const message = 'Error validating access token a page token: Session has expired';
    channel.page.misbehave({ kind: 'refuse', status: 401, code: 190, message });
    await reply(ticket, 'One moment.');
    await answered(ticket, 'failed');
    const shown = async () => (await admin.get<{ error: { message: string } | null }>(url)).body.error;
    const url = `/api/v1/channels/${channel.id}`;
    const error = await until('the error', shown);
    expect(error.message).toContain('Session has expired');
    expect(error.message).not.toContain('a page token');
    await admin.send('PATCH', url, { body: { settings: { pageAccessToken: 'a page token' } } });
    expect(await shown()).toBeNull();
    expect(waypost.logged.join('')).not.toMatch(/a page token|an app secret|a verify token/);
  });

  test('after 24 hours a person answers by the right to do so, and nobody after seven days', async () => {
    const late = { id: '7152034981187767', name: 'Late Larsen' };
    const hours = (count: number) => Date.now() - count * 3_600_000;
    const allow = (humanAgent: boolean) =>
      admin.send('PATCH', `/api/v1/channels/${channel.id}`, { body: { settings: { humanAgent } } });
    channel.page.options.people.push(late);
    await channel.page.deliver({ ...textOf(late, 'Any news?'), at: hours(30) });
    const ticket = await named(late.name);
    expect((await reply(ticket, 'Tomorrow.')).body).toMatchObject({ type: 'urn:waypost:problem:reply-window-closed' });
    await allow(true);
    const end = Date.parse((await admin.get<Ticket>(`/api/v1/tickets/${ticket.id}`)).body.replyWindowEndsAt!);
    expect(Math.round((end - hours(30)) / 3_600_000)).toBe(7 * 24);
    expect((await reply(ticket, 'Tomorrow.')).status).toBe(201);
    await answered(ticket, 'sent');
    expect(channel.page.accepted.at(-1)?.body).toMatchObject({ messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' });
    await withOwner(waypost, `update tickets set last_inbound_at = now() - interval '8 days' where id = $1`, [
      ticket.id,
    ]);
    expect((await reply(ticket, 'Sorry!')).body).toMatchObject({ type: 'urn:waypost:problem:reply-window-closed' });
    await allow(false);
  });

  test('connecting subscribes the page, and a check says what is missing', async () => {
    const ask = async (how: string) => (await admin.post<Outcome>(`/api/v1/channels/${channel.id}/${how}`)).body;
    expect(await ask('check')).toMatchObject({ ok: false, message: expect.stringContaining('message_reads') });
    expect(channel.page.subscribed).toEqual([]);
    expect(await ask('connect')).toMatchObject({ ok: true, message: 'Playground' });
    expect(channel.page.subscribed).toContain('message_echoes');
    expect(await ask('check')).toMatchObject({ ok: true });
  });

  describe('the webhook that the pages of one app share', () => {
    const secret = 'the secret of one app';
    const entry = (pageId: string, person: string, text: string, mid: string = randomUUID()) => ({
      id: pageId,
      time: Date.now(),
      messaging: [{ sender: { id: person }, recipient: { id: pageId }, timestamp: Date.now(), message: { mid, text } }],
    });
    const post = (entries: object[], signedWith = secret, object = 'page') => {
      const body = JSON.stringify({ object, entry: entries });
      const signature = createHmac('sha256', signedWith).update(body).digest('hex');
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
      return fetch(`${waypost.url}/hooks/meta`, { method: 'POST', headers, body });
    };
    const pageOf = async (who: Client, pageId: string, appSecret = secret) => {
      const made = await messengerChannel(
        who,
        {},
        {
          settings: { pageId, pageAccessToken: 'a token', appSecret, verifyToken: `token of ${pageId}` },
        },
      );
      await made.page.close();
      return made.id;
    };
    const saidTo = async (who: Client, channelId: string) => {
      const { items } = (await who.get<Page<Ticket>>('/api/v1/tickets')).body;
      return items
        .filter(({ channel: { id } }) => id === channelId)
        .map(({ subject }) => subject)
        .sort();
    };

    test('each entry reaches the channels of its page whose own secret has signed it, and nobody else', async () => {
      const other = (await waypost.workspace()).admin;
      const [one, two] = [await pageOf(admin, '100100'), await pageOf(other, '100200')];
      const [twin, foreign] = [
        await pageOf(other, '100100'),
        await pageOf(other, '100300', 'the secret of another app'),
      ];
      const entries = [
        entry('100100', '71', 'To the first'),
        entry('100200', '72', 'To the second'),
        entry('100300', '73', 'To a page of another app'),
        entry('100400', '74', 'To a page that is not here'),
      ];
      const answers = await Promise.all([post(entries), post(entries)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(await saidTo(admin, one)).toEqual(['To the first']);
      expect(await saidTo(other, two)).toEqual(['To the second']);
      expect(await saidTo(other, twin)).toEqual(['To the first']);
      expect(await saidTo(other, foreign)).toEqual([]);
      const letters = await withOwner<{ n: number }>(
        waypost,
        'select count(*)::int as n from dead_letters where source_id = any($1::text[])',
        [[one, two, twin, foreign]],
      );
      expect(letters).toEqual([{ n: 0 }]);
    });

    test('what no channel’s secret has signed is refused, and tells nothing of which pages are here', async () => {
      const one = await pageOf(admin, '100500');
      const bodies = await Promise.all(
        [
          post([entry('100500', '75', 'Forged')], 'a guess'),
          post([entry('100999', '75', 'Forged')], 'a guess'),
          post([entry('100999', '75', 'Signed, and of no page')]),
          post([entry('100500', '75', 'Of another kind')], secret, 'instagram'),
          post([]),
          fetch(`${waypost.url}/hooks/meta`, { method: 'POST', body: '{' }),
        ].map(async (answer) => `${(await answer).status} ${await (await answer).text()}`),
      );
      expect(new Set(bodies.map((body) => body.replace(/"(instance|requestId)":"[^"]*"/g, '')))).toHaveProperty(
        'size',
        1,
      );
      expect(bodies[0]).toMatch(/^401 /);
      expect(await saidTo(admin, one)).toEqual([]);
    });

    test('it answers Meta’s first request with the verify token of any of its channels, and forgets a former one', async () => {
      const id = await pageOf(admin, '100600');
      const ask = async (token: string) => {
        const query = new URLSearchParams({
          'hub.mode': 'subscribe',
          'hub.challenge': '1158',
          'hub.verify_token': token,
        });
        const answer = await fetch(`${waypost.url}/hooks/meta?${query.toString()}`);
        return `${answer.status} ${answer.status === 200 ? await answer.text() : ''}`;
      };
      expect(await ask('token of 100600')).toBe('200 1158');
      expect(await ask('another token')).toBe('403 ');
      expect(await ask('')).toBe('403 ');
      await admin.send('PATCH', `/api/v1/channels/${id}`, {
        body: { settings: { verifyToken: 'a new token', pageId: '100601' } },
      });
      expect(await ask('token of 100600')).toBe('403 ');
      expect(await ask('a new token')).toBe('200 1158');
      expect((await post([entry('100600', '76', 'To the former page')])).status).toBe(401);
      expect((await post([entry('100601', '76', 'To the new page')])).status).toBe(200);
      await admin.send('PATCH', `/api/v1/channels/${id}`, { body: { active: false } });
      expect(await ask('a new token')).toBe('403 ');
      expect((await post([entry('100601', '76', 'While it is off')])).status).toBe(401);
      expect(await saidTo(admin, id)).toEqual(['To the new page']);
    });
  });
});
