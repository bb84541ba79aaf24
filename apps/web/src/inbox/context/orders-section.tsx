import { useQuery } from '@tanstack/react-query';
import { ArrowUpRight, Flag, Package } from 'lucide-react';
import type { Ticket } from '#libs/contracts';
import { call } from '../../api/call.js';
import { useHasStores } from '../../api/people.js';
import { keys } from '../../api/query-client.js';
import { joined, number, weekdayDate } from '../../i18n/format.js';
import { locale, t } from '../../i18n/texts.js';
import { classes } from '../../lib/join-classes.js';
import { useMinute } from '../../lib/now.js';
import { FindOrder, UnprovenOrder } from './find-order.js';
import { Section } from './section.js';
import { type MatchedOrder, ShipmentRoute } from './shipment-route.js';

/** The contact's orders, the newest in full. */
export function OrdersSection({ ticket }: { ticket: Ticket }) {
  const { data } = useQuery({
    queryKey: keys.orders(ticket.id),
    queryFn: ({ signal }) =>
      call('listTicketOrders', { params: { ticketId: ticket.id }, query: { limit: 10 } }, { signal }),
    staleTime: 30_000,
    refetchInterval: 60_000,
  });
  const hasStores = useHasStores();
  if (!data || (data.items.length === 0 && !hasStores)) return null;
  return (
    <Section title={t('orders.title')} aside={number(data.count)}>
      {data.items.map((order, index) => (
        <OrderCard key={order.id} ticketId={ticket.id} order={order} isFirst={index === 0} />
      ))}
      <FindOrder ticketId={ticket.id} />
    </Section>
  );
}

/** An order: its items and total, the promised date, and its shipment. */
function OrderCard({ ticketId, order, isFirst }: { ticketId: string; order: MatchedOrder; isFirst: boolean }) {
  const { number, items, total, currency, match } = order;
  const shipment = order.shipments.findLast((each) => each.status !== 'cancelled');
  const what = joined(items.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)));
  return (
    <div className="order">
      <div className="row" style={{ gap: 10 }}>
        <span className="thumb">
          <Package className="icon" aria-hidden />
        </span>
        <div className="grow">
          <div className="row" style={{ gap: 6 }}>
            <span className="medium cut grow">
              <bdi>{number}</bdi>
            </span>
            <span className="numbers">{money(total, currency)}</span>
          </div>
          <div className="meta row order-line">
            <span>
              {standingText(order)}
              {what && t('format.separator')}
            </span>
            <span className="cut grow" dir="auto" title={what}>
              {what}
            </span>
          </div>
        </div>
      </div>
      {!match.verified && <UnprovenOrder ticketId={ticketId} order={order} />}
      {isFirst && <OrderPromise order={order} />}
      {isFirst && shipment && <ShipmentRoute shipment={shipment} promisedAt={order.promisedAt} />}
      {order.shipments.map((each) => (
        <ShipmentNumbers key={each.id} shipment={each} />
      ))}
    </div>
  );
}

function standingText({ status, partial, delivery }: MatchedOrder): string {
  if (partial) return t('order.partial');
  return status === 'shipped' && delivery === 'pickup' ? t('order.ready') : t(`order.${status}`);
}

/** Every tracking number of a parcel; one that was withdrawn is struck out. */
function ShipmentNumbers({ shipment }: { shipment: MatchedOrder['shipments'][number] }) {
  const { tracking, carrier, status } = shipment;
  const isWithdrawn = status === 'cancelled';
  return tracking.map(({ number, url }) => (
    <div key={`${number} ${url}`} className="row order-number">
      <span className="third cut grow" title={carrier ?? undefined}>
        {isWithdrawn ? (
          <s>
            <bdi dir="ltr">{number}</bdi>
          </s>
        ) : (
          <bdi dir="ltr">{number}</bdi>
        )}
      </span>
      {isWithdrawn && <span className="third">{t('order.withdrawn')}</span>}
      {!isWithdrawn && url && /^https?:/.test(url) && (
        <a className="row" href={url} target="_blank" rel="noopener noreferrer">
          {t('order.track')}
          <ArrowUpRight className="icon tiny flip" aria-hidden />
        </a>
      )}
    </div>
  ));
}

function money(total: string, currency: string): string {
  try {
    return new Intl.NumberFormat(`${locale()}-u-nu-latn`, { style: 'currency', currency }).format(Number(total));
  } catch {
    return `${total} ${currency}`;
  }
}

const day = 86_400_000;

/** The promised date, and whether it is or will be kept. */
function OrderPromise({ order }: { order: MatchedOrder }) {
  const now = useMinute();
  if (!order.promisedAt || order.status === 'cancelled' || order.status === 'refunded') return null;
  const promised = Date.parse(order.promisedAt);
  const delivered = order.shipments.map(({ deliveredAt }) => deliveredAt).findLast(Boolean);
  const days = Math.ceil((promised - (delivered ? Date.parse(delivered) : now)) / day);
  const tone = delivered ? days >= 0 && 'ok' : order.delayed || days < 0 ? 'bad' : days <= 1 && 'warn';
  const said = delivered
    ? t(days >= 0 ? 'promise.kept' : 'promise.missed')
    : days < 0
      ? t('promise.over', { days: -days })
      : order.delayed
        ? t('promise.delayed')
        : t('promise.left', { days });
  return (
    <div className={classes('promise', tone === 'ok' ? undefined : delivered ? 'bad' : tone)}>
      <Flag className="icon small" aria-hidden />
      <span className="grow medium">{t('promise.date', { date: weekdayDate(order.promisedAt) })}</span>
      <span style={{ fontSize: 12 }}>{said}</span>
    </div>
  );
}
