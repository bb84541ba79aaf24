import { shortDate } from '../../i18n/format.js';
import { type TextId, t } from '../../i18n/texts.js';
import type { MatchedOrder } from './matched-order.js';

type Shipment = MatchedOrder['shipments'][number];
type Stop = Shipment['events'][number];
const maxStops = 5;

/** The steps that carriers and shops know by a common name. */
const texts: Record<string, TextId> = {
  confirmed: 'scan.confirmed',
  label_printed: 'scan.label_printed',
  label_purchased: 'scan.label_purchased',
  carrier_picked_up: 'scan.carrier_picked_up',
  in_transit: 'scan.in_transit',
  customs: 'scan.customs',
  out_for_delivery: 'scan.out_for_delivery',
  attempted_delivery: 'scan.attempted_delivery',
  ready_for_pickup: 'scan.ready_for_pickup',
  delivered: 'scan.delivered',
  delayed: 'scan.delayed',
  failure: 'scan.failure',
};

/** Travel already done, where it is, and what lies ahead. */
export function ShipmentRoute({ shipment, promisedAt }: { shipment: Shipment; promisedAt: string | null }) {
  const stops = [...shipment.events].sort((a, b) => a.at.localeCompare(b.at)).slice(-maxStops);
  if (stops.length === 0) return null;
  const isThere = shipment.deliveredAt !== null;
  const ahead = isThere ? null : (stops.at(-1)?.estimatedAt ?? promisedAt);
  return (
    <ol className="route">
      {stops.map((stop, index) => {
        const { at, status, location } = stop;
        const isHere = !isThere && index === stops.length - 1;
        return (
          <li key={`${at}-${status}`} className={isHere ? 'stop here' : 'stop'}>
            <span className="dot" aria-hidden />
            <span className="words">
              <span className={isHere ? 'bold' : 'medium'}>
                {location ? <Theirs text={location} /> : <Said stop={stop} />}
              </span>
              {location && (
                <span className="third" style={{ display: 'block' }}>
                  <Said stop={stop} />
                </span>
              )}
            </span>
            <time className="third numbers" dateTime={at}>
              {shortDate(at)}
            </time>
          </li>
        );
      })}
      {ahead && (
        <li className="stop ahead">
          <span className="dot" aria-hidden />
          <span className="medium">{t('route.arrival')}</span>
          <time className="third numbers" dateTime={ahead}>
            {shortDate(ahead)}
          </time>
        </li>
      )}
    </ol>
  );
}

/** What happened at a stop: in our words where the step is a known one, with what the carrier says beyond that. */
function Said({ stop: { status, message } }: { stop: Stop }) {
  const text = texts[status];
  if (!text) return <Theirs text={message ?? status} />;
  const isMore = message && message.toLowerCase().replaceAll(/[\s-]+/g, '_') !== status;
  return (
    <>
      {t(text)}
      {isMore && (
        <>
          {t('format.separator')}
          <Theirs text={message} />
        </>
      )}
    </>
  );
}

/** A carrier's own words, in a language that nobody knows. */
const Theirs = ({ text }: { text: string }) => <bdi lang="">{text}</bdi>;
