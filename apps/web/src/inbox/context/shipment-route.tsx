import type { Answer } from '../../api/call.js';
import { shortDate } from '../../i18n/format.js';
import { type TextId, t } from '../../i18n/texts.js';

/** An order of the ticket's contact, and what it was matched by. */
export type MatchedOrder = Answer<'listTicketOrders'>['items'][number];

type Shipment = MatchedOrder['shipments'][number];
type Stop = Shipment['events'][number];
const maxStops = 5;

/** The steps whose names carriers and shops share. */
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

/** The stops of a shipment so far, and the expected arrival. */
export function ShipmentRoute({ shipment, promisedAt }: { shipment: Shipment; promisedAt: string | null }) {
  const stops = [...shipment.events].sort((a, b) => a.at.localeCompare(b.at)).slice(-maxStops);
  if (stops.length === 0) return null;
  const isDelivered = shipment.deliveredAt !== null;
  const arrival = isDelivered ? null : (stops.at(-1)?.estimatedAt ?? promisedAt);
  return (
    <ol className="route">
      {stops.map((stop, index) => {
        const { at, status, location } = stop;
        const isHere = !isDelivered && index === stops.length - 1;
        return (
          <li key={`${at}-${status}`} className={isHere ? 'stop here' : 'stop'}>
            <span className="dot" aria-hidden />
            <span className="words">
              <span className={isHere ? 'bold' : 'medium'}>
                {location ? <CarrierText text={location} /> : <StopText stop={stop} />}
              </span>
              {location && (
                <span className="third" style={{ display: 'block' }}>
                  <StopText stop={stop} />
                </span>
              )}
            </span>
            <time className="third numbers" dateTime={at}>
              {shortDate(at)}
            </time>
          </li>
        );
      })}
      {arrival && (
        <li className="stop ahead">
          <span className="dot" aria-hidden />
          <span className="medium">{t('route.arrival')}</span>
          <time className="third numbers" dateTime={arrival}>
            {shortDate(arrival)}
          </time>
        </li>
      )}
    </ol>
  );
}

/** What happened at a stop: a known step translated, with what the carrier adds to it. */
function StopText({ stop: { status, message } }: { stop: Stop }) {
  const text = texts[status];
  if (!text) return <CarrierText text={message ?? status} />;
  const isMore = message && message.toLowerCase().replaceAll(/[\s-]+/g, '_') !== status;
  return (
    <>
      {t(text)}
      {isMore && (
        <>
          {t('format.separator')}
          <CarrierText text={message} />
        </>
      )}
    </>
  );
}

/** A carrier's own words, in an unknown language. */
const CarrierText = ({ text }: { text: string }) => <bdi lang="">{text}</bdi>;
