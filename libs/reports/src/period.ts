import { DateTime } from 'luxon';

/** The days of a period on the calendar of a zone, and the same number before it. */
export interface Period {
  zone: string;
  /** First day of the previous period, first day, and the day after the last. */
  previousFrom: string;
  from: string;
  end: string;
}

const usualDays = 28;

/** The requested period; without one the four weeks up to today. */
export function periodOf(
  { from, to, zone }: { from?: string; to?: string; zone: string },
  now: DateTime = DateTime.utc(),
): Period {
  const last = to ? dayIn(zone, to) : now.setZone(zone).startOf('day');
  const first = from ? dayIn(zone, from) : last.minus({ days: usualDays - 1 });
  const days = daysBetween(first, last) + 1;
  return {
    zone,
    previousFrom: isoDay(first.minus({ days })),
    from: isoDay(first),
    end: isoDay(last.plus({ days: 1 })),
  };
}

/** The instant at which a day begins in the zone. */
export const startOf = (zone: string, day: string): Date => dayIn(zone, day).toJSDate();

export const addDays = (day: string, days: number): string => isoDay(dayIn('utc', day).plus({ days }));

/** Each day from the first, up to but without the end. */
export function daysOf(from: string, end: string): string[] {
  return Array.from({ length: daysBetween(dayIn('utc', from), dayIn('utc', end)) }, (_, index) => addDays(from, index));
}

const dayIn = (zone: string, day: string) => DateTime.fromISO(day, { zone }).startOf('day');
const isoDay = (date: DateTime) => date.toFormat('yyyy-MM-dd');
const daysBetween = (from: DateTime, to: DateTime) => Math.round(to.diff(from, 'days').days);
