import { type NoticeForm, type NoticeKind, type OrderStatus, languageOf } from '#libs/contracts';
import { type Texts, fillIn, readLocales } from '#libs/platform';

/** All texts to a buyer about an order, in one language. Inserted values are literal text. */
export interface OrderWords {
  /** Subjects of mails. */
  subject: Record<NoticeKind | Exclude<NoticeForm, 'usual'>, (number: string) => string>;
  shipped(number: string, store: string, form: Exclude<NoticeForm, 'silent'>): string;
  /** A parcel that was announced does not come. */
  withdrawn(number: string, store: string): string;
  withdrawnNumber(tracking: string): string;
  /** A promise has passed without news. */
  late(number: string, date: string): string;
  /** The carrier has reported nothing since a day. */
  silent(number: string, date: string): string;
  delivered(number: string, store: string): string;
  /** A new date; `before` is the date that was promised until now. */
  delayed(number: string, date: string, before: string | null): string;
  /** Late, without a new date. */
  delayedOpen(number: string): string;
  parcel(carrier: string | null, tracking: string): string;
  follow(url: string): string;
  expected(date: string): string;
  /** What a buyer with a question can do. */
  reply: string;
  /** The title of an answer to "where is my order". */
  title: string;
  status: Record<OrderStatus | 'part' | 'ready', (number: string) => string>;
  lastScan(what: string, place: string | null, date: string): string;
  /** The promised date has passed. */
  overdue(date: string): string;
  /** How to prove whose order it is. Does not reveal whether it exists. */
  verify: { intro: string; email(address: string): string; phone(channel: string): string; account: string };
  /** For agents: an order that has not arrived; `date` is the day that was promised, if any. */
  raised: { subject(number: string): string; text(number: string, date: string | null): string };
  /** Scans in words; others are quoted as the carrier wrote them. */
  scans: Record<string, string>;
}

const locales = readLocales(new URL('./locales/', import.meta.url));
const languages = new Map(locales.tags.map((tag) => [tag, wordsOf(locales.of(tag).texts)]));

/** The texts of a language and the tag to format dates with; English for a language without texts. */
export function orderWords(locale: string): { words: OrderWords; locale: string } {
  const { tag } = locales.of(locale);
  return { words: languages.get(tag)!, locale: tag === languageOf(locale) ? locale : tag };
}

function wordsOf(texts: Texts): OrderWords {
  const say = (name: string, values: Record<string, string> = {}) => fillIn(texts[name]!, values);
  const ofNumber = (group: string) => grouped(texts, group, (text) => (number: string) => fillIn(text, { number }));
  return {
    subject: ofNumber('subject') as OrderWords['subject'],
    shipped: (number, store, form) => say(form === 'usual' ? 'shipped' : `shipped.${form}`, { number, store }),
    withdrawn: (number, store) => say('withdrawn', { number, store }),
    withdrawnNumber: (tracking) => say('withdrawn.number', { tracking }),
    late: (number, date) => say('late', { number, date }),
    silent: (number, date) => say('late.silent', { number, date }),
    delivered: (number, store) => say('delivered', { number, store }),
    delayed: (number, date, before) =>
      before ? say('delayed.moved', { number, date, before }) : say('delayed', { number, date }),
    delayedOpen: (number) => say('delayed.open', { number }),
    parcel: (carrier, tracking) => (carrier ? say('parcel.by', { carrier, tracking }) : say('parcel', { tracking })),
    follow: (url) => say('follow', { url }),
    expected: (date) => say('expected', { date }),
    reply: say('reply'),
    title: say('title'),
    status: ofNumber('status') as OrderWords['status'],
    lastScan: (what, place, date) =>
      place ? say('last-scan.at', { what, place, date }) : say('last-scan', { what, date }),
    overdue: (date) => say('overdue', { date }),
    verify: {
      intro: say('verify.intro'),
      email: (address) => say('verify.email', { address }),
      phone: (channel) => say('verify.phone', { channel }),
      account: say('verify.account'),
    },
    raised: {
      subject: (number) => say('raised.subject', { number }),
      text: (number, date) => (date ? say('raised', { number, date }) : say('raised.silent', { number })),
    },
    scans: grouped(texts, 'scan', (text) => text),
  };
}

/** The texts whose keys begin with the group's, by the rest of their keys. */
function grouped<T>(texts: Texts, group: string, make: (text: string) => T): Record<string, T> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) =>
      name.startsWith(`${group}.`) ? [[name.slice(group.length + 1), make(text)] as const] : [],
    ),
  );
}

/** Formats a day in a language and the shop's time zone; with the year when it is not the present one. */
export function formatDay(at: Date, locale: string, timeZone: string, now = new Date()): string {
  const year = (date: Date) => new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }).format(date);
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(year(at) !== year(now) && { year: 'numeric' }),
  }).format(at);
}
