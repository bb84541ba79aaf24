import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import type { NoticeForm, NoticeKind, OrderDelivery, OrderStatus } from '#libs/contracts';
import { hasReached } from '../order-status.js';
import type { ChangedParcels, AnnouncedParcel } from '../parcels.js';

export interface Standing {
  status: OrderStatus;
  delayed: boolean;
  promisedAt: Date | null;
}
export interface StandingNow extends Standing {
  delivery: OrderDelivery;
  reportedAt: Date | null;
  parcels: ChangedParcels;
}
/** A notice to send once: `about` distinguishes one delay, and one parcel, from the next. */
export interface DecidedNotice {
  kind: NoticeKind;
  form: NoticeForm;
  about: string;
  parcels: AnnouncedParcel[];
  promisedAt: Date | null;
  previousPromise: Date | null;
}

/**
 * An order that is first reported as on its way or delivered this long ago is imported history, and gives no notice.
 */
const historyDays = 30;

/** Returns the notices for an order's change; `before` is null for a new one. */
export function decideNotices(
  before: Standing | null,
  now: StandingNow,
  clock: { timeZone: string; now: Date },
): DecidedNotice[] {
  if (!before && now.reportedAt && now.reportedAt.getTime() < clock.now.getTime() - historyDays * 86_400_000) return [];
  if (now.delivery === 'none') return [];
  const had = (step: OrderStatus) => before !== null && hasReached(before.status, step);
  const plain = { form: 'usual' as const, about: '', parcels: [], promisedAt: now.promisedAt, previousPromise: null };
  if (now.status === 'delivered')
    return had('delivered') || now.delivery === 'pickup' ? [] : [{ ...plain, kind: 'delivered' }];
  const delay = delayOf(before, now, clock.timeZone).map((notice) => ({ ...plain, ...notice }));
  return [...parcelNotices(now, plain), ...sentWithoutParcel(now, had('shipped'), plain), ...delay];
}

/** Each parcel that leaves, or that does not come after all, of an order that has not ended otherwise. */
function parcelNotices({ status, parcels }: StandingNow, plain: Omit<DecidedNotice, 'kind'>): DecidedNotice[] {
  if (!hasReached(status, 'pending')) return [];
  const { leaving, withdrawn, form } = parcels;
  return [
    ...withdrawn.map((parcel) => ({ ...plain, kind: 'withdrawn' as const, about: parcel.id, parcels: [parcel] })),
    ...(leaving.length ? [{ ...plain, kind: 'shipped' as const, form, about: nameOf(leaving), parcels: leaving }] : []),
  ];
}

/** An order that its shop reports as sent, without a word of any parcel. */
function sentWithoutParcel(
  { status, delivery, parcels }: StandingNow,
  hadShipped: boolean,
  plain: Omit<DecidedNotice, 'kind'>,
): DecidedNotice[] {
  const isNews = status === 'shipped' && !hadShipped && delivery === 'carrier' && !parcels.hasParcels;
  return isNews ? [{ ...plain, kind: 'shipped' }] : [];
}

/** A short name for parcels with their numbers, the same for the same. */
const nameOf = (parcels: AnnouncedParcel[]): string =>
  createHash('sha256').update(JSON.stringify(parcels)).digest('base64url').slice(0, 22);

type Delay = Pick<DecidedNotice, 'kind' | 'about' | 'promisedAt' | 'previousPromise'>;

function delayOf(before: Standing | null, { status, delayed, promisedAt }: Standing, timeZone: string): Delay[] {
  if (!hasReached(status, 'pending')) return [];
  const previousPromise = before?.promisedAt ?? null;
  const [day, previousDay] = [dayOf(promisedAt, timeZone), dayOf(previousPromise, timeZone)];
  // The date that the buyer was given no longer holds.
  if (day && previousDay && day > previousDay) return [{ kind: 'delayed', about: day, promisedAt, previousPromise }];
  const says = delayed && !before?.delayed;
  if (!says) return [];
  // Late by the carrier's own report: with the new date when there is one, and without a notice when the promise still
  // holds.
  if (day && previousDay)
    return promisedAt!.getTime() === previousPromise!.getTime()
      ? [{ kind: 'delayed', about: 'open', promisedAt: null, previousPromise }]
      : [];
  return [{ kind: 'delayed', about: day ?? 'open', promisedAt, previousPromise }];
}

const dayOf = (at: Date | null, timeZone: string): string | null =>
  at ? DateTime.fromJSDate(at, { zone: timeZone }).toISODate() : null;
