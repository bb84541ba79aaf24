import { ArrowUpRight, Package } from 'lucide-react';
import { joined } from '../../i18n/format.js';
import { locale, t } from '../../i18n/texts.js';
import type { MatchedOrder } from './matched-order.js';
import { OrderPromise } from './order-promise.js';
import { ShipmentRoute } from './shipment-route.js';

/** An order: what, how much, what was promised, and how far it has come. */
export function OrderCard({ order, isFirst }: { order: MatchedOrder; isFirst: boolean }) {
  const { number, items, total, currency, status, match } = order;
  const shipment = order.shipments.at(-1);
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
              {t(`order.${status}`)}
              {what && t('format.separator')}
            </span>
            <span className="cut grow" dir="auto" title={what}>
              {what}
            </span>
          </div>
        </div>
      </div>
      {!match.verified && (
        <p className="meta" style={{ marginBlockStart: 6, color: 'var(--wp-warn)' }}>
          {t('order.unverified', { value: match.value })}
        </p>
      )}
      {isFirst && <OrderPromise order={order} />}
      {isFirst && shipment && <ShipmentRoute shipment={shipment} promisedAt={order.promisedAt} />}
      {shipment?.number && (
        <div className="row" style={{ marginBlockStart: 10, fontSize: 12 }}>
          <span
            className="third cut grow"
            style={{ font: '11px var(--wp-mono)' }}
            title={shipment.carrier ?? undefined}
          >
            <bdi dir="ltr">{shipment.number}</bdi>
          </span>
          {shipment.url && /^https?:/.test(shipment.url) && (
            <a className="row" style={{ gap: 4 }} href={shipment.url} target="_blank" rel="noopener noreferrer">
              {t('order.track')}
              <ArrowUpRight className="icon tiny flip" aria-hidden />
            </a>
          )}
        </div>
      )}
    </div>
  );
}

function money(total: string, currency: string): string {
  try {
    return new Intl.NumberFormat(`${locale()}-u-nu-latn`, { style: 'currency', currency }).format(Number(total));
  } catch {
    return `${total} ${currency}`;
  }
}
