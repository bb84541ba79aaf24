import {
  type NoticeForm,
  type NoticeKind,
  type NoticeVariable,
  type NoticeWords,
  type Tracking,
} from '#libs/contracts';
import { chosenFor, fillIn } from './fill-notice.js';
import { type OrderWords, formatDay, orderWords } from '../words/order-words.js';

/** Everything that a notice may mention: facts of the order, no guesses. */
export interface NoticeFacts {
  kind: NoticeKind;
  form: NoticeForm;
  number: string;
  locale: string;
  store: { name: string; timeZone: string };
  promisedAt: Date | null;
  previousPromise: Date | null;
  /** The last that is known of its parcels. */
  lastSignAt: Date | null;
  parcels: { carrier: string | null; tracking: Tracking[] }[];
}

/** More than any shop sends at once, and less than a chat takes. */
const mostNumbers = 40;

/** The lines that give the tracking numbers of parcels, each with its link. */
export const trackingLines = (words: OrderWords, parcels: NoticeFacts['parcels']): string[] =>
  parcels
    .flatMap(({ carrier, tracking }) => tracking.map((each) => ({ carrier, ...each })))
    .slice(0, mostNumbers)
    .flatMap(({ carrier, number, url }) => [
      ...(number ? [words.parcel(carrier, number)] : []),
      ...(url ? [words.follow(url)] : []),
    ]);

/** Writes a notice in the buyer's language, with dates in its usual form. */
export function writeNotice(facts: NoticeFacts): { subject: string; text: string; locale: string } {
  const { words, locale } = orderWords(facts.locale);
  const subject = words.subject[facts.form === 'usual' ? facts.kind : facts.form](facts.number);
  return { subject, text: [...bodyOf(facts, words, locale), '', words.reply].join('\n'), locale };
}

/**
 * A notice in its store's own words; null where there are none for its form and language, or where they name a value
 * that this notice lacks: then ours are true.
 */
export function inOwnWords(facts: NoticeFacts, all: NoticeWords[]): ReturnType<typeof writeNotice> | null {
  const own = chosenFor(facts, all, ({ locale }) => locale);
  if (!own) return null;
  const values = valuesOf(facts);
  const [subject, text] = [fillIn(own.subject, values), fillIn(own.text, values)];
  if (subject === null || text === null) return null;
  return { subject: subject.replaceAll(/\s+/g, ' '), text, locale: facts.locale };
}

/** What a notice may name; null where it is not known. */
export function valuesOf(facts: NoticeFacts): Record<NoticeVariable, string | null> {
  const { words, locale } = orderWords(facts.locale);
  const day = (at: Date | null) => at && formatDay(at, locale, facts.store.timeZone);
  return {
    'order.number': facts.number,
    'order.tracking': trackingLines(words, facts.parcels).join('\n'),
    'order.promised': day(facts.promisedAt),
    'order.before': day(facts.previousPromise),
    'order.lastnews': day(facts.lastSignAt),
    'store.name': facts.store.name,
  };
}

function bodyOf(facts: NoticeFacts, words: OrderWords, locale: string): string[] {
  const { kind, form, number, store, promisedAt, previousPromise, lastSignAt } = facts;
  const day = (at: Date) => formatDay(at, locale, store.timeZone);
  const parcels = trackingLines(words, facts.parcels);
  const numbers = facts.parcels.flatMap(({ tracking }) => tracking.flatMap((each) => each.number ?? []));
  const bodies: Record<NoticeKind, () => string[]> = {
    shipped: () => [
      words.shipped(number, store.name, form as 'usual'),
      ...parcels,
      ...(promisedAt ? [words.expected(day(promisedAt))] : []),
    ],
    withdrawn: () => [
      words.withdrawn(number, store.name),
      ...numbers.slice(0, mostNumbers).map((each) => words.withdrawnNumber(each)),
    ],
    delayed: () => [
      promisedAt
        ? words.delayed(number, day(promisedAt), previousPromise && day(previousPromise))
        : words.delayedOpen(number),
      ...parcels,
    ],
    late: () => [
      form !== 'silent' && promisedAt
        ? words.late(number, day(promisedAt))
        : words.silent(number, day(lastSignAt ?? new Date())),
      ...parcels,
    ],
    delivered: () => [words.delivered(number, store.name)],
  };
  return bodies[kind]();
}
