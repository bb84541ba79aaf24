import type { NoticeKind } from '#libs/contracts';
import { formatDay } from '../words/format-day.js';
import { orderWords } from '../words/order-words.js';

/** Everything that a notice may mention: facts of the order, no guesses. */
export interface NoticeFacts {
  kind: NoticeKind;
  number: string;
  locale: string;
  store: { name: string; timeZone: string };
  promisedAt: Date | null;
  previousPromise: Date | null;
  parcels: { carrier: string | null; number: string | null; url: string | null }[];
}

const mostParcels = 5;

/** Writes a notice in the buyer's language, with dates in its usual form. */
export function writeNotice(facts: NoticeFacts): { subject: string; text: string; locale: string } {
  const { words, locale } = orderWords(facts.locale);
  const { kind, number, store, promisedAt } = facts;
  const day = (at: Date) => formatDay(at, locale, store.timeZone);
  const parcels = facts.parcels
    .slice(0, mostParcels)
    .flatMap(({ carrier, number: tracking, url }) => [
      ...(tracking ? [words.parcel(carrier, tracking)] : []),
      ...(url ? [words.follow(url)] : []),
    ]);
  const body = {
    shipped: () => [
      words.shipped(number, store.name),
      ...parcels,
      ...(promisedAt ? [words.expected(day(promisedAt))] : []),
    ],
    delayed: () => [
      promisedAt
        ? words.delayed(number, day(promisedAt), facts.previousPromise && day(facts.previousPromise))
        : words.delayedOpen(number),
      ...parcels,
    ],
    delivered: () => [words.delivered(number, store.name)],
  }[kind]();
  return { subject: words.subject[kind](number), text: [...body, '', words.reply].join('\n'), locale };
}
