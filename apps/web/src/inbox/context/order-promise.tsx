import { Flag } from 'lucide-react';
import { weekdayDate } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { classes } from '../../lib/join-classes.js';
import { useMinute } from '../../lib/minute.js';
import type { MatchedOrder } from './matched-order.js';

const day = 86_400_000;

/** The date that the customer was told, and how it stands. */
export function OrderPromise({ order }: { order: MatchedOrder }) {
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
