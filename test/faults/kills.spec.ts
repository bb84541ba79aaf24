import { randomUUID } from 'node:crypto';
import type { Message, Ticket } from '#libs/contracts';
import { type Accepted, statusOf, textFrom } from '../../apps/playground/server/graph-api/index.js';
import { echoFrom, textOf } from '../../apps/playground/server/page-api/index.js';
import { instagramChannel } from '../support/instagram-channel.js';
import { LoneWaypost } from '../support/lone-waypost.js';
import { messengerChannel } from '../support/messenger-channel.js';
import { until } from '../support/until.js';
import { type WhatsappChannel, whatsappChannel } from '../support/whatsapp-channel.js';

type Page<T> = { items: T[] };
const patience = 150_000;

describe('killed without a word, and started again', () => {
  const waypost = new LoneWaypost();
  let channel: WhatsappChannel;

  beforeAll(async () => {
    await waypost.start();
    channel = await whatsappChannel(await waypost.setUp());
  }, patience);
  afterAll(async () => {
    await channel?.graph.close();
    await waypost.remove();
  }, patience);

  const tickets = async () => (await waypost.admin.get<Page<Ticket>>('/api/v1/tickets?limit=100')).body.items;
  const messages = async (ticketId: string) =>
    (await waypost.admin.get<Page<Message>>(`/api/v1/tickets/${ticketId}/messages?limit=200`)).body.items;
  const reply = (ticketId: string, text: string) =>
    waypost.admin.post<Message>(
      `/api/v1/tickets/${ticketId}/messages`,
      { text, visibility: 'public' },
      { 'idempotency-key': randomUUID() },
    );

  test(
    'F03, F04 what was acknowledged is there, and what follows from it happens',
    async () => {
      const shopper = { phone: '491510000001', name: 'Marked' };
      expect(await channel.graph.deliver(textFrom(shopper, 'before the kill'))).toBe(200);
      const [ticket] = await tickets();
      const answers = await Promise.all(Array.from({ length: 5 }, (_, index) => reply(ticket!.id, `answer ${index}`)));
      expect(answers.every((answer) => answer.status === 201)).toBe(true);
      await waypost.kill();
      await waypost.start();
      expect((await messages(ticket!.id)).map((message) => message.text)).toEqual([
        'before the kill',
        ...answers.map(({ body }) => body.text).sort((a, b) => order(answers, a) - order(answers, b)),
      ]);
      await until(
        'every answer has an end',
        async () =>
          (await messages(ticket!.id))
            .slice(1)
            .every((message) => message.deliveryStatus === 'sent' || message.deliveryStatus === 'unknown'),
        140_000,
      );
      // Nothing is at the provider twice, and only what was being sent may be in doubt.
      const sent = channel.graph.accepted.map((message) => JSON.stringify(message.body).match(/answer \d/)?.[0]);
      expect(new Set(sent).size).toBe(sent.length);
      expect(
        (await messages(ticket!.id)).filter((message) => message.deliveryStatus === 'unknown').length,
      ).toBeLessThanOrEqual(1);
    },
    patience * 2,
  );

  test(
    'F05 what was not acknowledged is there once after it is delivered again',
    async () => {
      const shopper = { phone: '491510000002', name: 'Brought again' };
      const changes = Array.from({ length: 20 }, (_, index) => textFrom(shopper, `part ${index}`));
      const first = changes.map((change) => channel.graph.deliver(change).catch(() => 0));
      await new Promise((resolve) => setTimeout(resolve, 30));
      await waypost.kill();
      const acknowledged = await Promise.all(first);
      await waypost.start();
      const ticket = (await tickets()).find((each) => each.contact.name === 'Brought again');
      const present = ticket ? (await messages(ticket.id)).map((message) => message.text) : [];
      for (const [index, status] of acknowledged.entries())
        if (status === 200) expect(present).toContain(`part ${index}`);
      for (const change of changes) expect(await channel.graph.deliver(change)).toBe(200);
      const all = (await tickets()).filter((each) => each.contact.name === 'Brought again');
      expect(all).toHaveLength(1);
      expect((await messages(all[0]!.id)).map((message) => message.text).sort()).toEqual(
        changes.map((_, index) => `part ${index}`).sort(),
      );
    },
    patience,
  );

  test(
    'F06 killed after the providers accepted and before it was written down: unknown, then settled, never sent twice',
    async () => {
      const [whatsapp, lena, omar] = [{ phone: '491510000003', name: 'In between' }, '715203498111', '819898670111'];
      const page = await messengerChannel(waypost.admin, { people: [{ id: lena, name: 'In between by Messenger' }] });
      const account = await instagramChannel(waypost.admin, {
        people: [{ id: omar, name: 'In between by Instagram' }],
      });
      await channel.graph.deliver(textFrom(whatsapp, 'Hello?'));
      await page.page.deliver(textOf({ id: lena, name: '' }, 'Hello?'));
      await account.account.deliver(textOf({ id: omar, name: '' }, 'Hello?'));
      const named = (name: string) =>
        until(`a ticket of ${name}`, async () => (await tickets()).find((each) => each.contact.name === name), 20_000);
      const places = [
        { provider: channel.graph, to: whatsapp.phone, ticket: await named('In between') },
        { provider: page.page, to: lena, ticket: await named('In between by Messenger') },
        { provider: account.account, to: omar, ticket: await named('In between by Instagram') },
      ];
      for (const { provider, ticket } of places) {
        provider.misbehave({ kind: 'slow', ms: 5_000 });
        await reply(ticket.id, 'Only once');
      }
      const sent = ({ provider, to }: (typeof places)[number]) =>
        [...provider.accepted].filter(({ recipient }) => recipient === to);
      const [byWhatsapp, byMessenger, byInstagram] = await Promise.all(
        places.map((place) => until('it is taken', () => sent(place)[0], 20_000)),
      );
      await waypost.kill();
      await waypost.start();
      await channel.graph.deliver({ statuses: [statusOf(byWhatsapp as Accepted, 'delivered')] });
      const { message } = byMessenger!.body as { message: object };
      const echoes = async () => [
        await page.page.deliver(echoFrom(lena, message, byMessenger!.id)),
        await account.account.deliver(echoFrom(omar, { text: 'Only once' }, byInstagram!.id)),
      ];
      await until('the echoes are taken', async () => (await echoes()).every((status) => status === 200), 60_000);
      for (const { ticket } of places)
        await until(
          'the webhook settles it',
          async () => ['sent', 'delivered'].includes((await messages(ticket.id)).at(-1)!.deliveryStatus!),
          60_000,
        );
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      for (const place of places) {
        expect(sent(place)).toHaveLength(1);
        expect((await messages(place.ticket.id)).map(({ text }) => text)).toEqual(['Hello?', 'Only once']);
      }
      await page.page.close();
      await account.account.close();
    },
    patience * 2,
  );
});

const order = (answers: { body: Message }[], text: string): number =>
  answers.find(({ body }) => body.text === text)!.body.seq;
