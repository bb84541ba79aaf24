import { randomUUID } from 'node:crypto';
import { newId } from '#libs/platform';
import { deliveryReport } from '../../support/mail/delivery-report.js';
import { postMail } from '../../support/mail/post-mail.js';
import { writeMail } from '../../support/mail/write-mail.js';
import { until } from '../../support/until.js';
import type { LeftBehind } from './left-behind.js';
import type { ShopOfBefore, Ticket } from './shop-of-before.js';

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
let next = 0;
const newAddress = () => `chatter-${next++}@buyer.example`;

const states = async (shop: ShopOfBefore, { id }: Ticket) =>
  (
    await shop.earlier.query<{ state: string }>('select state from unread_answers where ticket_id = $1 order by seq', [
      id,
    ])
  ).map(({ state }) => state);
const become = (shop: ShopOfBefore, ticket: Ticket, wanted: string[]) =>
  until(`${wanted.join()}`, async () => (await states(shop, ticket)).join() === wanted.join(), 30_000);
const history = async (shop: ShopOfBefore, { id }: Ticket) =>
  (
    await shop.earlier.query<{ type: string }>(
      `select type from ticket_events where ticket_id = $1 and type like 'answer-%' order by change_seq`,
      [id],
    )
  ).map(({ type }) => type);

async function chat(shop: ShopOfBefore): Promise<{ ticket: Ticket; address: string }> {
  const [ticket, address] = [await shop.ticket('widget'), newAddress()];
  await shop.claim(ticket, address);
  return { ticket, address };
}

export const unreadAnswersLeftBehind: LeftBehind[] = [
  [
    'unread answers that wait go in one mail, of which the job was queued as well',
    async (shop) => {
      const { ticket, address } = await chat(shop);
      await shop.unread(ticket, 'waited one');
      await shop.unread(ticket, 'waited two', { due_at: inSeconds(60) }, { seq: 3 });
      return {
        prepare: ({ job }) => job('mail-unread-answers', { workspaceId: shop.workspaceId, ticketId: ticket.id }),
        check: async () => {
          await become(shop, ticket, ['mailed', 'mailed']);
          expect(shop.mailsTo(address)).toEqual([expect.stringMatching(/waited one[^]*waited two/)]);
          expect(await history(shop, ticket)).toEqual(['answer-mailed']);
        },
      };
    },
  ],
  [
    'an unread answer whose event is pending',
    async (shop) => {
      const { ticket, address } = await chat(shop);
      const id = await shop.message(ticket, 'noted after', { delivery_status: 'sent' });
      await shop.event('MessageQueued', ticket.id, { messageId: id, seq: 2, authorKind: 'agent' });
      return {
        check: async () => {
          const noted = `
            select 1 from unread_answers u join dispatches d using (ticket_id)
            where u.message_id = $1 and d.status = 'queued'`;
          await until('it to wait', async () => (await shop.earlier.query(noted, [id])).length, 30_000);
          expect(shop.mailsTo(address)).toEqual([]);
        },
      };
    },
  ],
  [
    'an unread answer that waits for an address',
    async (shop) => {
      const ticket = await shop.ticket('widget');
      const address = newAddress();
      await shop.unread(ticket, 'no address', { due_at: 'infinity', tries: 1 });
      return {
        check: async () => {
          const waiting = `select status from dispatches where ticket_id = $1 and due_at = 'infinity'`;
          expect(await shop.earlier.query(waiting, [ticket.id])).toEqual([{ status: 'queued' }]);
          await shop.claim(ticket, address);
          await shop.earlier.query('update dispatches set due_at = now() where ticket_id = $1', [ticket.id]);
          await become(shop, ticket, ['mailed']);
          expect(shop.mailsTo(address)).toHaveLength(1);
        },
      };
    },
  ],
  [
    'unread answers that were being mailed: unknown, and what waits beside them goes alone',
    async (shop) => {
      const { ticket, address } = await chat(shop);
      await shop.unread(ticket, 'was being mailed', { state: 'sending', tries: 1, claimed_at: inSeconds(-30) });
      await shop.unread(ticket, 'came later', {}, { seq: 3 });
      return {
        check: async () => {
          await become(shop, ticket, ['unknown', 'mailed']);
          const mails = shop.mailsTo(address);
          expect([mails.length, mails[0]?.includes('came later'), mails[0]?.includes('was being mailed')]).toEqual([
            1,
            true,
            false,
          ]);
          expect((await history(shop, ticket)).sort()).toEqual(['answer-mailed', 'answer-not-mailed']);
        },
      };
    },
  ],
  [
    'an unread answer whose mail ended unknown',
    async (shop) => {
      const { ticket, address } = await chat(shop);
      await shop.unread(ticket, 'end unknown', {
        state: 'unknown',
        tries: 1,
        mailed_to: address,
        mailed_at: inSeconds(-60),
      });
      return {
        check: async () => expect([await states(shop, ticket), shop.mailsTo(address)]).toEqual([['unknown'], []]),
      };
    },
  ],
  [
    'an unread answer whose mail backs off, under the same Message-ID; a younger one gets a mail of its own',
    async (shop) => {
      const { ticket, address } = await chat(shop);
      const id = await shop.unread(ticket, 'backs off', { tries: 2, due_at: inSeconds(8) });
      await shop.unread(ticket, 'younger', {}, { seq: 3 });
      return {
        check: async () => {
          await become(shop, ticket, ['mailed', 'mailed']);
          const [first, second, ...others] = shop.mailsTo(address);
          expect([others, first?.includes(shop.mailIdOf(id)), first?.includes('younger')]).toEqual([[], true, false]);
          expect([second?.includes('younger'), second?.includes('backs off')]).toEqual([true, false]);
        },
      };
    },
  ],
  [
    'an unread answer that was mailed: who answers takes part, and its report is written down',
    async (shop) => {
      const { ticket, address } = await chat(shop);
      const id = newId();
      const mailId = shop.mailIdOf(id);
      const mailed = { state: 'mailed', mailed_to: address, mailed_at: inSeconds(-60) };
      await shop.unread(ticket, 'was mailed', mailed, { id, mail_id: mailId });
      return {
        check: async ({ waypost }) => {
          const headers = { From: address, Subject: 'Re', 'Message-ID': `<${randomUUID()}@buyer.example>` };
          const reply = writeMail({ ...headers, 'In-Reply-To': mailId }, 'Thank you');
          await postMail(waypost.config.smtpPort, reply, 'support@shop.example', address);
          const joined = `select flags from messages where ticket_id = $1 and direction = 'inbound'`;
          const [answer] = await shop.earlier.query<{ flags: string[] }>(joined, [ticket.id]);
          expect(answer!.flags).not.toContain('not-a-participant');
          await postMail(waypost.config.smtpPort, deliveryReport(mailId), 'support@shop.example', '');
          expect([await states(shop, ticket), await history(shop, ticket)]).toEqual([
            ['failed'],
            ['answer-not-mailed'],
          ]);
        },
      };
    },
  ],
  [
    'a bad one: an unread answer without a message fails and lets the others go',
    async (shop) => {
      const { ticket, address } = await chat(shop);
      const row = {
        workspace_id: shop.workspaceId,
        message_id: newId(),
        ticket_id: ticket.id,
        seq: 1,
        due_at: inSeconds(-60),
      };
      await shop.earlier.insertAgainstRules('unread_answers', row);
      await shop.unread(ticket, 'a good one');
      return {
        check: async () => {
          await become(shop, ticket, ['failed', 'mailed']);
          expect(shop.mailsTo(address)).toEqual([expect.stringContaining('a good one')]);
        },
      };
    },
  ],
];
