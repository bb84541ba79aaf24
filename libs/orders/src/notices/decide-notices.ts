import { DateTime } from 'luxon';
import type { NoticeKind, OrderStatus } from '#libs/contracts';
import { hasReached } from '../order-status.js';

export interface Standing {
  status: OrderStatus;
  delayed: boolean;
  promisedAt: Date | null;
}
/** A notice to send once: `about` distinguishes one delay from the next. */
export interface DecidedNotice {
  kind: NoticeKind;
  about: string;
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
  now: Standing & { reportedAt: Date | null },
  clock: { timeZone: string; now: Date },
): DecidedNotice[] {
  if (!before && now.reportedAt && now.reportedAt.getTime() < clock.now.getTime() - historyDays * 86_400_000) return [];
  const had = (step: OrderStatus) => before !== null && hasReached(before.status, step);
  const plain = { about: '', promisedAt: now.promisedAt, previousPromise: null };
  if (now.status === 'delivered') return had('delivered') ? [] : [{ ...plain, kind: 'delivered' }];
  const delay = delayOf(before, now, clock.timeZone);
  const shipped = now.status === 'shipped' && !had('shipped') ? [{ ...plain, kind: 'shipped' as const }] : [];
  return [...shipped, ...delay];
}

function delayOf(
  before: Standing | null,
  { status, delayed, promisedAt }: Standing,
  timeZone: string,
): DecidedNotice[] {
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
