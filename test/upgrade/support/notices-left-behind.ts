import { randomUUID } from 'node:crypto';
import { newId } from '#libs/platform';
import { deliveryReport } from '../../support/mail/delivery-report.js';
import { postMail } from '../../support/mail/post-mail.js';
import { until } from '../../support/until.js';
import type { LeftBehind } from './left-behind.js';
import type { ShopOfBefore } from './shop-of-before.js';

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
let next = 0;
const newAddress = () => `orderer-${next++}@buyer.example`;

async function stateOf(shop: ShopOfBefore, id: string) {
  const found = await shop.earlier.query<{ state: string; why: string | null }>(
    'select state, detail as why from contact_notices where id = $1',
    [id],
  );
  return found[0]!;
}
const becomes = (shop: ShopOfBefore, id: string, state: string) =>
  until(`it to be ${state}`, async () => (await stateOf(shop, id)).state === state, 30_000);

export const noticesLeftBehind: LeftBehind[] = [
  [
    'a notice that was due, of which event and job were queued as well',
    async (shop) => {
      const address = newAddress();
      const id = await shop.notice(address);
      const [{ orderId } = { orderId: '' }] = await shop.earlier.query<{ orderId: string }>(
        'select order_id as "orderId" from contact_notices where id = $1',
        [id],
      );
      await shop.event('OrderChanged', null, { orderId });
      return {
        prepare: ({ job }) => job('send-notice', { workspaceId: shop.workspaceId, noticeId: id }),
        check: async () => {
          await becomes(shop, id, 'sent');
          expect(shop.mailsTo(address)).toEqual([expect.stringContaining(shop.mailIdOf(id))]);
        },
      };
    },
  ],
  [
    'a notice that was being sent',
    async (shop) => {
      const address = newAddress();
      const id = await shop.notice(address, { state: 'sending', tries: 1, claimed_at: inSeconds(-10) });
      return {
        check: async () => {
          await becomes(shop, id, 'unknown');
          expect(shop.mailsTo(address)).toEqual([]);
        },
      };
    },
  ],
  [
    'a notice whose end was unknown, and whose mail comes back',
    async (shop) => {
      const address = newAddress();
      const mailId = shop.mailIdOf(newId());
      const id = await shop.notice(address, { state: 'unknown', external_id: mailId, channel_id: shop.channels.email });
      return {
        check: async ({ waypost }) => {
          expect([(await stateOf(shop, id)).state, shop.mailsTo(address)]).toEqual(['unknown', []]);
          await postMail(waypost.config.smtpPort, deliveryReport(mailId), 'support@shop.example', '');
          expect((await stateOf(shop, id)).state).toBe('needs-agent');
        },
      };
    },
  ],
  [
    'a notice that backs off',
    async (shop) => {
      const address = newAddress();
      const due = inSeconds(20);
      const id = await shop.notice(address, { tries: 2, due_at: due, detail: 'greylisted' });
      return {
        check: async () => {
          await becomes(shop, id, 'sent');
          const inTime = 'select sent_at >= $2::timestamptz as yes from contact_notices where id = $1';
          expect(await shop.earlier.query(inTime, [id, due])).toEqual([{ yes: true }]);
          expect(shop.mailsTo(address)).toEqual([expect.stringContaining(shop.mailIdOf(id))]);
        },
      };
    },
  ],
  [
    'a notice that had been sent and comes back',
    async (shop) => {
      const mailId = shop.mailIdOf(newId());
      const sent = { state: 'sent', external_id: mailId, channel_id: shop.channels.email };
      const id = await shop.notice(newAddress(), sent);
      return {
        check: async ({ waypost }) => {
          await postMail(waypost.config.smtpPort, deliveryReport(mailId), 'support@shop.example', '');
          expect(await stateOf(shop, id)).toMatchObject({
            state: 'needs-agent',
            why: expect.stringContaining('no such user') as string,
          });
        },
      };
    },
  ],
  [
    'a notice in a ticket, whose message is refused now: it goes by mail',
    async (shop) => {
      const address = newAddress();
      const ticket = await shop.ticket('whatsapp');
      const externalId = `wamid.${randomUUID()}`;
      const messageId = await shop.message(ticket, 'notice', { delivery_status: 'sent', external_id: externalId });
      const carried = { state: 'in-ticket', message_id: messageId, channel_id: shop.channels.whatsapp };
      const id = await shop.notice(address, carried);
      return {
        check: async () => {
          const status = { id: externalId, status: 'failed', timestamp: '1795348800', errors: [{ code: 131026 }] };
          await shop.graph.deliver({ statuses: [status] });
          await becomes(shop, id, 'sent');
          expect(shop.mailsTo(address)).toHaveLength(1);
        },
      };
    },
  ],
  [
    'a thousand orders that were late or sent before: their buyers are told nothing',
    async (shop) => {
      await shop.lateOrders(1_000, 'late.example');
      const told = () =>
        shop.earlier.query(
          `select n.id from contact_notices n join orders o on o.id = n.order_id where o.email like '%late.example'`,
        );
      return {
        check: async ({ agent, sweep }) => {
          for (const name of ['watch-promises', 'watch-parcels']) await sweep(name);
          const again = {
            number: 'LATE-1',
            email: 'late-1@late.example',
            locale: 'en',
            currency: 'EUR',
            total: 1,
            items: [],
            status: 'shipped',
            tracking: ['JD-1'],
            updatedAt: new Date().toISOString(),
          };
          const path = `/api/v1/stores/${shop.storeId}/orders/LATE-1`;
          expect(await agent.send('PUT', path, { body: again })).toMatchObject({
            status: 200,
            body: { status: 'shipped', notices: [] },
          });
          await sweep('watch-promises');
          expect([
            await told(),
            shop.sink.mails.filter(({ to }) => to.some((one) => one.endsWith('late.example'))),
          ]).toEqual([[], []]);
        },
      };
    },
  ],
  [
    'a bad one: a notice without an order is left to an agent',
    async (shop) => {
      const id = newId();
      await shop.earlier.insertAgainstRules('contact_notices', shop.noticeRow(id, newId()));
      return {
        check: async () => {
          await becomes(shop, id, 'needs-agent');
          expect((await stateOf(shop, id)).why).toBe('The order is gone');
        },
      };
    },
  ],
];
