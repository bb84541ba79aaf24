import { randomUUID } from 'node:crypto';
import { Storage, newId } from '#libs/platform';
import { deliveryReport } from '../../support/mail/delivery-report.js';
import { postMail } from '../../support/mail/post-mail.js';
import { until } from '../../support/until.js';
import type { LeftBehind, Now } from './left-behind.js';
import type { Ticket } from './shop-of-before.js';

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

/** How far agents see that a message has come, and why not further. */
export async function shown({ shop }: Pick<Now, 'shop'>, id: string) {
  const [row] = await shop.earlier.query<{ status: string | null; error: string | null }>(
    'select delivery_status as status, delivery_error as error from messages where id = $1',
    [id],
  );
  return row!;
}
const becomes = (now: Now, id: string, status: string) =>
  until(`it to be ${status}`, async () => (await shown(now, id)).status === status, 30_000);
const reaches = ({ shop }: Now, ticket: Ticket, text: string) =>
  until(`${text} to arrive`, () => shop.textsTo(ticket).includes(text), 30_000);
const provider = async ({ shop }: Now, status: object): Promise<void> =>
  void (await shop.graph.deliver({ statuses: [{ timestamp: '1795348800', ...status }] }));
const bounces = ({ waypost }: Now, mailId: string) =>
  postMail(waypost.config.smtpPort, deliveryReport(mailId), 'support@shop.example', '');

export const messagesLeftBehind: LeftBehind[] = [
  [
    'a queued message whose event is pending',
    async (shop) => {
      const ticket = await shop.ticket('whatsapp');
      const id = await shop.message(ticket, 'event pending');
      await shop.event('MessageQueued', ticket.id, { messageId: id, seq: 2, authorKind: 'agent' });
      return {
        check: async (now) => {
          await becomes(now, id, 'sent');
          expect(shop.textsTo(ticket)).toEqual(['event pending']);
        },
      };
    },
  ],
  [
    'a queued message whose job waits',
    async (shop) => {
      const ticket = await shop.ticket('telegram');
      const id = await shop.message(ticket, 'job waits');
      return {
        prepare: ({ job }) => job('deliver-message', { workspaceId: shop.workspaceId, ticketId: ticket.id }),
        check: async (now) => {
          await becomes(now, id, 'sent');
          expect(shop.textsTo(ticket)).toEqual(['job waits']);
        },
      };
    },
  ],
  [
    'a queued mail that its queue lost',
    async (shop) => {
      const ticket = await shop.ticket('email');
      const id = await shop.message(ticket, 'queue lost');
      return {
        check: async (now) => {
          await becomes(now, id, 'sent');
          expect(shop.mailsTo(ticket.to)).toEqual([expect.stringContaining(shop.mailIdOf(id))]);
        },
      };
    },
  ],
  [
    'a queued answer in the chat that may still be taken back',
    async (shop) => {
      const ticket = await shop.ticket('widget');
      const id = await shop.message(ticket, 'in the chat', { deliver_after: inSeconds(1) });
      return { check: (now) => becomes(now, id, 'sent').then(() => undefined) };
    },
  ],
  [
    'a message that was being sent',
    async (shop) => {
      const ticket = await shop.ticket('whatsapp');
      const id = await shop.message(ticket, 'being sent', { delivery_status: 'sending', delivery_tries: 1 });
      const behind = await shop.message(ticket, 'behind it', { seq: 3 });
      return {
        check: async (now) => {
          await becomes(now, id, 'unknown');
          await becomes(now, behind, 'sent');
          expect(shop.textsTo(ticket)).toEqual(['behind it']);
          await provider(now, { id: 'wamid.was-sent', status: 'delivered', biz_opaque_callback_data: `${id}:1` });
          expect((await shown(now, id)).status).toBe('delivered');
        },
      };
    },
  ],
  [
    'a message whose end was unknown, which a person sends again under a new Message-ID',
    async (shop) => {
      const ticket = await shop.ticket('email');
      const id = await shop.message(ticket, 'end unknown', {
        delivery_status: 'unknown',
        delivery_attempt: 2,
        mail_id: shop.mailIdOf('0'.repeat(32), 2),
      });
      return {
        check: async (now) => {
          expect([(await shown(now, id)).status, shop.mailsTo(ticket.to)]).toEqual(['unknown', []]);
          const again = await now.agent.post(`/api/v1/tickets/${ticket.id}/messages/${id}/send-again`);
          expect(again.status).toBe(201);
          await becomes(now, id, 'sent');
          expect(shop.mailsTo(ticket.to)).toEqual([expect.stringContaining(shop.mailIdOf(id, 3))]);
        },
      };
    },
  ],
  [
    'a message that failed, which a person sends again',
    async (shop) => {
      const ticket = await shop.ticket('whatsapp');
      const id = await shop.message(ticket, 'had failed', { delivery_status: 'failed', delivery_error: 'refused' });
      return {
        check: async (now) => {
          expect([await shown(now, id), shop.textsTo(ticket)]).toEqual([{ status: 'failed', error: 'refused' }, []]);
          await now.agent.post(`/api/v1/tickets/${ticket.id}/messages/${id}/send-again`);
          await becomes(now, id, 'sent');
          expect(shop.textsTo(ticket)).toEqual(['had failed']);
        },
      };
    },
  ],
  [
    'a mail that backs off, with one behind it: the same Message-ID, in order, not before its time',
    async (shop) => {
      const ticket = await shop.ticket('email');
      const due = inSeconds(20);
      const backsOff = { delivery_tries: 3, deliver_after: due, delivery_error: 'greylisted' };
      const first = await shop.message(ticket, 'backs off', backsOff);
      const second = await shop.message(ticket, 'waits behind', { seq: 3 });
      return {
        check: async (now) => {
          await becomes(now, second, 'sent');
          const inTime = 'select min(sent_at) >= $2::timestamptz as yes from messages where ticket_id = $1';
          expect(await shop.earlier.query(inTime, [ticket.id, due])).toEqual([{ yes: true }]);
          expect(shop.mailsTo(ticket.to)).toEqual([
            expect.stringContaining(shop.mailIdOf(first)),
            expect.stringContaining(shop.mailIdOf(second)),
          ]);
        },
      };
    },
  ],
  [
    'a message of which parts had left: only the others follow',
    async (shop) => {
      const ticket = await shop.ticket('whatsapp');
      const id = await shop.message(ticket, 'first part', { delivery_parts_sent: 2, deliver_after: inSeconds(1) });
      const files = ['second.pdf', 'third.pdf'].map((name, position) => ({ id: newId(), name, position }));
      const of = { ticket_id: ticket.id, message_id: id, content_type: 'application/pdf', size: 5, state: 'stored' };
      for (const file of files) await shop.put('attachments', { ...file, ...of });
      return {
        prepare: async ({ waypost }) => {
          for (const file of files) {
            const key = await waypost.api.get(Storage).put(Buffer.from('bytes'));
            await shop.earlier.query('update attachments set storage_key = $2 where id = $1', [file.id, key]);
          }
        },
        check: async (now) => {
          await becomes(now, id, 'sent');
          expect(shop.textsTo(ticket)).toEqual(['third.pdf']);
        },
      };
    },
  ],
  [
    'a message that had been sent: statuses still find it, and only go forward',
    async (shop) => {
      const ticket = await shop.ticket('whatsapp');
      const externalId = `wamid.${randomUUID()}`;
      const id = await shop.message(ticket, 'sent long ago', { delivery_status: 'sent', external_id: externalId });
      return {
        check: async (now) => {
          for (const status of ['read', 'delivered']) await provider(now, { id: externalId, status });
          expect([(await shown(now, id)).status, shop.textsTo(ticket)]).toEqual(['read', []]);
        },
      };
    },
  ],
  [
    'a mail that had been sent and comes back',
    async (shop) => {
      const ticket = await shop.ticket('email');
      const id = newId();
      const mailId = shop.mailIdOf(id);
      await shop.message(ticket, 'comes back', { id, delivery_status: 'sent', external_id: mailId, mail_id: mailId });
      return {
        check: async (now) => {
          await bounces(now, mailId);
          expect(await shown(now, id)).toMatchObject({
            status: 'failed',
            error: expect.stringContaining('no such user'),
          });
        },
      };
    },
  ],
  [
    'a bad one: a message whose channel is gone fails and lets the next one pass',
    async (shop) => {
      const ticket = await shop.ticket('telegram');
      const bad = await shop.message(ticket, 'no channel', { channel_id: randomUUID() });
      const good = await shop.message(ticket, 'after the bad one', { seq: 3 });
      return {
        check: async (now) => {
          await becomes(now, good, 'sent');
          await reaches(now, ticket, 'after the bad one');
          expect(await shown(now, bad)).toEqual({ status: 'failed', error: 'The channel does not exist any more' });
          expect(shop.textsTo(ticket)).toEqual(['after the bad one']);
        },
      };
    },
  ],
  [
    'a bad one: an event of a message that is gone',
    async (shop) => {
      const ticket = await shop.ticket('whatsapp');
      await shop.event('MessageQueued', ticket.id, { messageId: randomUUID(), seq: 2, authorKind: 'agent' });
      return {
        check: async () => {
          const pending = 'select 1 from outbox_events where ticket_id = $1';
          await until('it to be worked off', async () => !(await shop.earlier.query(pending, [ticket.id])).length);
        },
      };
    },
  ],
];
