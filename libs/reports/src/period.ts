import { DateTime, IANAZone } from 'luxon';

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

/** The instant at which a day begins in the zone: the first, where autumn brings midnight twice. */
export const startOf = (zone: string, day: string): Date => dayIn(zone, day).getPossibleOffsets()[0]!.toJSDate();

/** The instants at which `count` days begin in the zone, and at which the last ends, in ms. */
export function startsOf(zone: string, first: string, count: number): number[] {
  const rules = IANAZone.create(zone);
  const starts = [startOf(zone, first).getTime()];
  let offset = rules.offset(starts[0]!);
  for (let index = 1; index <= count; index++) {
    // Where the distance from UTC, in minutes, is still the same, it is midnight: to ask the calendar costs far more.
    const usual = Date.parse(first) + index * dayMs - offset * 60_000;
    const isUsual = rules.offset(usual) === offset;
    const start = isUsual ? usual : startOf(zone, addDays(first, index)).getTime();
    if (!isUsual) offset = rules.offset(start);
    starts.push(start);
  }
  return starts;
}

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

/** Each day from the first, up to but without the end. */
export function daysOf(from: string, end: string): string[] {
  return Array.from({ length: (Date.parse(end) - Date.parse(from)) / dayMs }, (_, index) => addDays(from, index));
}

const dayMs = 86_400_000;
const dayIn = (zone: string, day: string) => DateTime.fromISO(day, { zone }).startOf('day');
const isoDay = (date: DateTime) => date.toFormat('yyyy-MM-dd');
const daysBetween = (from: DateTime, to: DateTime) => Math.round(to.diff(from, 'days').days);
