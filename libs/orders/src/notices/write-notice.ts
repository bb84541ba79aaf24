import type { NoticeKind } from '#libs/contracts';
import { tellDay } from '../words/tell-day.js';
import { orderWords } from '../words/order-words.js';

/** All that a notice may speak of: facts of the order, nothing guessed. */
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

/** What a buyer is told, in their language, with dates as they are written there. */
export function writeNotice(facts: NoticeFacts): { subject: string; text: string; locale: string } {
  const { words, locale } = orderWords(facts.locale);
  const { kind, number, store, promisedAt } = facts;
  const day = (at: Date) => tellDay(at, locale, store.timeZone);
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
