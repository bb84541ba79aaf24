import type { Order } from '#libs/contracts';
import { formatDay } from '../words/format-day.js';
import { orderWords } from '../words/order-words.js';

/** Describes where an order is, from stored facts only. */
export function describeOrder(
  order: Order,
  asked: string,
  timeZone: string,
  now = new Date(),
): { text: string; locale: string; title: string } {
  const { words, locale } = orderWords(asked);
  const day = (at: string | Date) => formatDay(new Date(at), locale, timeZone, now);
  const lines = [words.status[order.status](order.number)];
  const isUnderway = ['paid', 'processing', 'shipped', 'pending'].includes(order.status);
  if (order.status === 'shipped') lines.push(...parcelLines(order, locale, day));
  if (isUnderway && order.promisedAt)
    lines.push(
      new Date(order.promisedAt) < now ? words.overdue(day(order.promisedAt)) : words.expected(day(order.promisedAt)),
    );
  return { text: lines.join('\n'), locale, title: words.title };
}

function parcelLines({ shipments }: Order, locale: string, day: (at: string) => string): string[] {
  const { words } = orderWords(locale);
  const parcels = shipments.filter(({ status }) => status !== 'cancelled').slice(0, 5);
  const last = parcels
    .flatMap(({ events }) => events)
    .sort((a, b) => new Date(b.at).getTime() - new Date(a.at).getTime())[0];
  return [
    ...parcels.flatMap(({ carrier, number, url }) => [
      ...(number ? [words.parcel(carrier, number)] : []),
      ...(url ? [words.follow(url)] : []),
    ]),
    ...(last
      ? [words.lastScan(words.scans[last.status] ?? last.message ?? last.status, last.location, day(last.at))]
      : []),
  ];
}
