import { DateTime } from 'luxon';
import type { NoticeKind, OrderStatus } from '#libs/contracts';
import { hasReached } from '../order-status.js';

export interface Standing {
  status: OrderStatus;
  delayed: boolean;
  promisedAt: Date | null;
}
/** Something that a buyer is to hear, once: `about` tells one delay from the next. */
export interface DecidedNotice {
  kind: NoticeKind;
  about: string;
  promisedAt: Date | null;
  previousPromise: Date | null;
}

/** An order that is first told of as on its way or delivered this long ago is a shop's history, and no news. */
const historyDays = 30;

/** What a buyer is to be told of how an order stands now, compared with before; `before` is null for a new one. */
export function decideNotices(
  before: Standing | null,
  now: Standing & { toldAt: Date | null },
  clock: { timeZone: string; now: Date },
): DecidedNotice[] {
  if (!before && now.toldAt && now.toldAt.getTime() < clock.now.getTime() - historyDays * 86_400_000) return [];
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
  // The date that was told is no longer true.
  if (day && previousDay && day > previousDay) return [{ kind: 'delayed', about: day, promisedAt, previousPromise }];
  const says = delayed && !before?.delayed;
  if (!says) return [];
  // Late by the carrier's own word: with the new date when there is one, and not at all when the promise still holds.
  if (day && previousDay)
    return promisedAt!.getTime() === previousPromise!.getTime()
      ? [{ kind: 'delayed', about: 'open', promisedAt: null, previousPromise }]
      : [];
  return [{ kind: 'delayed', about: day ?? 'open', promisedAt, previousPromise }];
}

const dayOf = (at: Date | null, timeZone: string): string | null =>
  at ? DateTime.fromJSDate(at, { zone: timeZone }).toISODate() : null;
