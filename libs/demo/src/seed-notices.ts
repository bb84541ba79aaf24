import { newReplyToken } from '#libs/channels';
import type { NoticeKind } from '#libs/contracts';
import { writeNotice } from '#libs/orders';
import type { Tx } from '#libs/platform';
import { type DemoWorld, day, idAt, iso, minute } from './demo-world.js';
import type { DemoOrder } from './make-order.js';
import { insertRows } from './support/insert-rows.js';

const noticesFor = 30 * day;
const leftToAgents = 3;

/** Notices to buyers of recent weeks, by mail; the newest few, which no channel could send, wait for an agent. */
export async function seedNotices(tx: Tx, world: DemoWorld, orders: DemoOrder[]): Promise<void> {
  const notices = orders
    .flatMap((order) => newsOf(order).map((news) => ({ order, ...news })))
    .filter(({ at }) => at < world.now && at > world.now - noticesFor)
    .sort((a, b) => b.at - a.at);
  await insertRows(
    tx,
    'contact_notices',
    notices.map((news, index) => noticeRow(world, news.order, news, index < leftToAgents)),
  );
}

interface News {
  kind: NoticeKind;
  at: number;
}

function newsOf({ shippedAt, deliveredAt, laterPromise }: DemoOrder): News[] {
  return [
    { kind: 'shipped', at: shippedAt },
    ...(laterPromise ? [{ kind: 'delayed' as const, at: laterPromise.notedAt }] : []),
    { kind: 'delivered', at: deliveredAt },
  ];
}

function noticeRow(world: DemoWorld, order: DemoOrder, { kind, at }: News, isLeft: boolean) {
  const { id: orderId, number, contact, store, carrier, tracking, laterPromise } = order;
  const promised = kind === 'delayed' && laterPromise ? laterPromise.at : order.promisedAt;
  const { subject, text } = writeNotice({
    kind,
    form: 'usual',
    number,
    locale: contact.locale,
    store,
    promisedAt: new Date(promised),
    previousPromise: kind === 'delayed' ? new Date(order.promisedAt) : null,
    lastSignAt: null,
    parcels: [{ carrier: carrier.name, tracking: [{ number: tracking, url: carrier.url.replace('{n}', tracking) }] }],
  });
  const channel = world.channels.find(({ type, storeId }) => type === 'email' && storeId === store.id)!;
  const wentAt = isLeft ? null : iso(at + minute);
  return {
    workspace_id: world.workspaceId,
    id: idAt(world, at),
    order_id: orderId,
    kind,
    about: '',
    promised_at: iso(promised),
    previous_promise: null,
    state: isLeft ? 'needs-agent' : 'sent',
    contact_id: contact.id,
    channel_id: isLeft ? null : channel.id,
    refused_by: [],
    recipient: contact.email,
    subject,
    text,
    reply_token: newReplyToken(),
    detail: isLeft ? 'The mail came back' : null,
    created_at: iso(at),
    sent_at: wentAt,
  };
}
