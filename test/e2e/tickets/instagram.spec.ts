import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type Channel, type Message, type Ticket, readReason } from '#libs/contracts';
import { WorkerTimers } from '#libs/platform';
import {
  type PageMessage,
  echoFrom,
  fileOf,
  messageOf,
  seenBy,
  textOf,
} from '../../../apps/playground/server/page-api/index.js';
import type { Client } from '../../support/client.js';
import { type InstagramChannel, instagramChannel } from '../../support/instagram-channel.js';
import { until } from '../../support/until.js';
import { type TestWaypost, startWaypost } from '../../support/waypost.js';
import { withOwner } from '../../support/with-owner.js';

type Page<T> = { items: T[] };
type Outcome = { ok: boolean; message: string };

describe('a conversation of an account at Instagram', () => {
  const lena = { id: '819898670256713', name: 'Lena Sommer', username: 'lena.sommer' };
  const omar = { id: '819898670256714', name: '', username: 'omar.h' };
  let waypost: TestWaypost;
  let admin: Client;
  let channel: InstagramChannel;
  /** The answers to the echoes of our own messages, which the account reports before it has answered. */
  let echoed: Promise<number>[] = [];

  beforeAll(async () => {
    waypost = await startWaypost();
    ({ admin } = await waypost.workspace());
    channel = await instagramChannel(admin, { people: [lena, omar] });
    channel.account.onAccepted((message) => echoed.push(channel.account.deliver(echoOf(message))));
  });
  afterAll(async () => {
    await channel?.account.close();
    await waypost?.close();
  });
  beforeEach(() => {
    echoed = [];
  });

  /** Without any mark, as Instagram reports it. */
  function echoOf({ id, recipient, body }: PageMessage) {
    const { text, attachment } = body['message'] as { text?: string; attachment?: object };
    return echoFrom(recipient, attachment ? { attachments: [attachment] } : { text }, id);
  }
  const named = (name: string) =>
    until(`a ticket of ${name}`, async () =>
      (await admin.get<Page<Ticket>>('/api/v1/tickets')).body.items.find(({ contact }) => contact.name === name),
    );
  /** Their ticket, which they have begun with these words where they had none. */
  const ticketOf = async (person: typeof lena, text: string): Promise<Ticket> => {
    const name = person.name || `@${person.username}`;
    const { items } = (await admin.get<Page<Ticket>>('/api/v1/tickets')).body;
    if (!items.some(({ contact }) => contact.name === name)) await channel.account.deliver(textOf(person, text));
    return named(name);
  };
  const ofLena = () => ticketOf(lena, 'Is it in stock?');
  const ofOmar = () => ticketOf(omar, 'Hello');
  const messages = async ({ id }: Ticket) =>
    (await admin.get<Page<Message>>(`/api/v1/tickets/${id}/messages`)).body.items;
  const texts = async (ticket: Ticket) => (await messages(ticket)).map(({ text }) => text);
  const reply = (ticket: Ticket, text: string, more: object = {}) =>
    admin.post<Message>(
      `/api/v1/tickets/${ticket.id}/messages`,
      { text, visibility: 'public', ...more },
      { 'idempotency-key': randomUUID() },
    );
  const answered = (ticket: Ticket, id: string, status: string) =>
    until(`an answer that is ${status}`, async () =>
      (await messages(ticket)).find((message) => message.id === id && message.deliveryStatus === status),
    );

  test('becomes a ticket under the name that Instagram knows, or by which the person is known there', async () => {
    const once = textOf(lena, 'Is it in stock?', 'mid.first');
    const answers = await Promise.all(Array.from({ length: 10 }, () => channel.account.deliver(once)));
    expect(new Set(answers)).toEqual(new Set([200]));
    await channel.account.deliver(textOf(omar, 'Hello'));
    expect(await named(lena.name)).toMatchObject({
      subject: 'Is it in stock?',
      channel: { type: 'instagram' },
      lastSeq: 1,
    });
    await named('@omar.h');
  });

  test('is answered there; an echo that comes before the answer doubles nothing, and what was seen is shown', async () => {
    const ticket = await ofLena();
    channel.account.misbehave({ kind: 'slow', ms: 300 });
    const { body } = await reply(ticket, 'Yes, five of them.');
    await answered(ticket, body.id, 'sent');
    expect(await Promise.all(echoed)).toEqual([200]);
    const { id } = channel.account.accepted.at(-1)!;
    await channel.account.deliver(seenBy(lena.id, id));
    await answered(ticket, body.id, 'read');
    expect(await texts(ticket)).toEqual(['Is it in stock?', 'Yes, five of them.']);
  });

  test('the same words of a person in the app, a minute later, are kept', async () => {
    const ticket = await ofLena();
    const said = 'We are open until six.';
    const { body } = await reply(ticket, said);
    await answered(ticket, body.id, 'sent');
    await channel.account.deliver({ ...echoFrom(lena.id, { text: said }), at: Date.now() + 60_000 });
    expect((await texts(ticket)).filter((text) => text === said)).toHaveLength(2);
  });

  test('an echo whose message has no answer for long is refused until it has one', async () => {
    const [ticket, other] = [await ofLena(), await ofOmar()];
    const before = (await texts(other)).length;
    channel.account.misbehave({ kind: 'slow', ms: 3_500 });
    const { body } = await reply(ticket, 'Shall we put one aside?');
    await until('the message to be taken', async () => echoed.length > 0);
    const echo = echoOf(channel.account.accepted.at(-1)!);
    expect(await channel.account.deliver(echo, textOf(omar, 'Anyone there?'))).toBe(503);
    expect((await texts(other)).slice(before)).toEqual(['Anyone there?']);
    await answered(ticket, body.id, 'sent');
    expect([await echoed[0], await channel.account.deliver(echo)]).toEqual([503, 200]);
    expect((await texts(ticket)).filter((text) => text === 'Shall we put one aside?')).toHaveLength(1);
  });

  test('an answer whose acceptance was lost is settled by an echo in its words', async () => {
    const ticket = await ofLena();
    channel.account.misbehave({ kind: 'reset' });
    const { body } = await reply(ticket, 'Reserved for you until Friday.');
    await answered(ticket, body.id, 'sent');
    expect(await Promise.all(echoed)).toEqual([200]);
    expect((await texts(ticket)).filter((text) => text.startsWith('Reserved'))).toHaveLength(1);
    await channel.account.deliver(seenBy(lena.id, channel.account.accepted.at(-1)!.id));
    await answered(ticket, body.id, 'read');
  });

  test('the same words of another hour settle no answer that was not confirmed', async () => {
    const ticket = await ofLena();
    channel.account.misbehave({ kind: 'gateway-error', accept: false });
    const { body } = await reply(ticket, 'Thank you!');
    await answered(ticket, body.id, 'unknown');
    await channel.account.deliver({ ...echoFrom(lena.id, { text: 'Thank you!' }), at: Date.now() + 3_600_000 });
    const said = (await messages(ticket)).filter(({ text }) => text === 'Thank you!');
    expect(said.map(({ deliveryStatus }) => deliveryStatus)).toEqual(['unknown', 'sent']);
  });

  test('files go both ways, and what is answered to a part of an answer is answered to it', async () => {
    const bytes = Buffer.from('%PDF-1.7 invoice');
    const file = channel.account.memory.keep({ name: 'invoice.pdf', contentType: 'application/pdf', bytes });
    await channel.account.deliver(fileOf(omar, file, channel.account.baseUrl));
    const ticket = await named('@omar.h');
    await until('the file', async () =>
      (await messages(ticket))
        .at(-1)
        ?.attachments.find(({ state, size }) => state === 'stored' && size === bytes.length),
    );
    const attachmentIds = [await upload('image/png', 'label.png'), await upload('application/pdf', 'terms.pdf')];
    const before = channel.account.accepted.length;
    const { body } = await reply(ticket, 'Here is the label.', { attachmentIds });
    await answered(ticket, body.id, 'sent');
    expect(await Promise.all(echoed)).toEqual([200, 200, 200]);
    const [text, ...files] = channel.account.accepted.slice(before);
    expect(files.map((each) => each.body['message'])).toMatchObject([
      { attachment: { type: 'image', payload: { url: expect.stringContaining(waypost.config.publicUrl) } } },
      { attachment: { type: 'file' } },
    ]);
    expect(channel.account.memory.fetched.map(({ contentType }) => contentType)).toEqual([
      'image/png',
      'application/pdf',
    ]);
    await channel.account.deliver(messageOf(omar.id, { text: 'Thank you', reply_to: { mid: text!.id } }));
    expect((await messages(ticket)).slice(-2)).toMatchObject([
      { id: body.id },
      { text: 'Thank you', about: { quoted: { messageId: body.id } } },
    ]);
  });

  async function upload(type: string, name: string): Promise<string> {
    const answer = await fetch(`${waypost.url}/api/v1/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.token}`, 'content-type': type, 'x-file-name': name },
      body: `bytes of ${name}`,
    });
    return ((await answer.json()) as { id: string }).id;
  }

  test('a text of too many bytes is refused before it is stored', async () => {
    const { status, body } = await reply(await ofOmar(), '灯'.repeat(334));
    expect([status, JSON.stringify(body)]).toEqual([400, expect.stringContaining('1000 bytes')]);
  });

  test('an edit is followed, what is taken back is gone, and of a story only its link is kept', async () => {
    const ticket = await ofOmar();
    const url = 'https://lookaside.fbsbx.com/ig_messaging_cdn/?asset_id=1';
    await channel.account.deliver(
      textOf(omar, 'In blu please', 'mid.blu'),
      { person: omar.id, content: { message_edit: { mid: 'mid.blu', text: 'In blue please', num_edit: '1' } } },
      textOf(omar, 'Forget it', 'mid.gone'),
      messageOf(omar.id, { is_deleted: true }, 'mid.gone'),
      messageOf(omar.id, { attachments: [{ type: 'story_mention', payload: { url } }] }),
    );
    expect((await messages(ticket)).slice(-3)).toMatchObject([
      { text: 'In blue please' },
      { text: '', deletedAt: expect.any(String) },
      { text: `@ ${url}`, attachments: [] },
    ]);
  });

  test('what is taken back or edited before it has come is so when it comes, and only once', async () => {
    const ticket = await ofOmar();
    const undone = messageOf(omar.id, { is_deleted: true }, 'mid.early');
    const content = { message_edit: { mid: 'mid.early-edit', text: 'In green please', num_edit: '1' } };
    await channel.account.deliver(undone, { person: omar.id, content });
    await channel.account.deliver(textOf(omar, 'Oh no', 'mid.early'), textOf(omar, 'In gren', 'mid.early-edit'));
    const [gone, edited] = (await messages(ticket)).slice(-2);
    expect([gone, edited]).toMatchObject([{ text: '', deletedAt: expect.any(String) }, { text: 'In green please' }]);
    await channel.account.deliver(undone, undone);
    expect((await messages(ticket)).at(-2)).toEqual(gone);
  });

  test('what the account itself has done is not the customer’s', async () => {
    const ticket = await ofOmar();
    const before = await messages(ticket);
    const reaction = { mid: 'mid.x', action: 'react', reaction: 'love', emoji: '❤️' };
    const content = { reaction };
    expect(await channel.account.deliver({ person: omar.id, isEcho: true, content })).toBe(200);
    expect(await messages(ticket)).toEqual(before);
  });

  test('connecting subscribes the account, and a check says what is missing', async () => {
    const ask = async (how: string) => (await admin.post<Outcome>(`/api/v1/channels/${channel.id}/${how}`)).body;
    expect(await ask('check')).toMatchObject({ ok: false, message: expect.stringContaining('messaging_seen') });
    expect(await ask('connect')).toMatchObject({ ok: true, message: 'Playground' });
    expect(channel.account.subscribed).toEqual(expect.arrayContaining(['messages', 'message_echoes', 'message_edit']));
    expect(await ask('check')).toMatchObject({ ok: true });
  });

  describe('its token', () => {
    const settle = async (more: string) => {
      await withOwner(waypost, `update channels set renew_at = now() - interval '1 second', ${more} where id = $1`, [
        channel.id,
      ]);
      await waypost.worker.get(WorkerTimers).runNow('renew-credentials');
      return (await admin.get<Channel>(`/api/v1/channels/${channel.id}`)).body;
    };

    test('is renewed before it ends, and used from then on', async () => {
      const before = channel.account.options.pageAccessToken;
      const { credentialsEndAt, error } = await settle('credentials_end_at = null');
      expect(channel.account.options.pageAccessToken).not.toBe(before);
      expect(Math.round((Date.parse(credentialsEndAt!) - Date.now()) / 86_400_000)).toBe(60);
      expect(error).toBeNull();
      expect((await admin.post<Outcome>(`/api/v1/channels/${channel.id}/connect`)).body).toMatchObject({ ok: true });
      const [{ days }] = (await withOwner<{ days: number }>(
        waypost,
        `select round(extract(epoch from renew_at - now()) / 86400)::int as days from channels where id = $1`,
        [channel.id],
      )) as [{ days: number }];
      expect(days).toBe(30);
    });

    test('that cannot be renewed is told a week before its end, at once when it has ended', async () => {
      const { route } = channel.account as unknown as { route: unknown };
      Object.assign(channel.account, {
        route: async (_: unknown, response: ServerResponse) => void response.writeHead(503).end(),
      });
      expect((await settle(`credentials_end_at = now() + interval '20 days'`)).error).toBeNull();
      const soon = await settle(`credentials_end_at = now() + interval '5 days'`);
      expect(readReason(soon.error!.message)?.code).toBe('credentials-end');
      Object.assign(channel.account, { route });
      const valid = channel.account.options.pageAccessToken;
      channel.account.options.pageAccessToken = 'another';
      const ended = await settle('error_message = null, error_since = null');
      expect(readReason(ended.error!.message)?.code).toBe('credentials-refused');
      expect(JSON.stringify(ended)).not.toContain(valid);
      channel.account.options.pageAccessToken = valid;
      expect((await settle('denied_message = null, denied_since = null')).error).toBeNull();
    });

    test('one that an admin enters meanwhile stays', async () => {
      const { route } = channel.account as unknown as {
        route(request: unknown, response: ServerResponse): Promise<void>;
      };
      Object.assign(channel.account, {
        route: async (request: unknown, response: ServerResponse) => {
          Object.assign(channel.account, { route });
          await admin.send('PATCH', `/api/v1/channels/${channel.id}`, {
            body: { settings: { accessToken: 'entered by hand' } },
          });
          await route.call(channel.account, request, response);
        },
      });
      const { credentialsEndAt } = await settle('credentials_end_at = null');
      expect(credentialsEndAt).toBeNull();
      channel.account.options.pageAccessToken = 'entered by hand';
      expect((await admin.post<Outcome>(`/api/v1/channels/${channel.id}/connect`)).body).toMatchObject({ ok: true });
    });
  });
});
