import { shortDate } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import type { MatchedOrder } from './order-card.js';

type Shipment = MatchedOrder['shipments'][number];
const maxStops = 5;

/** Travel already done, where it is, and what lies ahead. */
export function ShipmentRoute({ shipment, promisedAt }: { shipment: Shipment; promisedAt: string | null }) {
  const stops = [...shipment.events].sort((a, b) => a.at.localeCompare(b.at)).slice(-maxStops);
  if (stops.length === 0) return null;
  const isThere = shipment.deliveredAt !== null;
  const ahead = isThere ? null : (stops.at(-1)?.estimatedAt ?? promisedAt);
  return (
    <ol className="route">
      {stops.map(({ at, status, message, location }, index) => {
        const isHere = !isThere && index === stops.length - 1;
        return (
          <li key={`${at}-${status}`} className={isHere ? 'stop here' : 'stop'}>
            <span className="dot" aria-hidden />
            <span><span className={isHere ? 'bold' : 'medium'}><bdi>{location ?? message ?? status}</bdi></span>{location && <span className="third" style={{ display: 'block' }}><bdi>{message ?? status}</bdi></span>}</span>
            <time className="third numbers" dateTime={at}>{shortDate(at)}</time>
          </li>
        );
      })}
      {ahead && <li className="stop ahead"><span className="dot" aria-hidden /><span className="medium">{t('route.arrival')}</span><time className="third numbers" dateTime={ahead}>{shortDate(ahead)}</time></li>}
    </ol>
  );
}
