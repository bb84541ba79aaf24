import { IANAZone } from 'luxon';
import type { OpenWindow } from '#libs/contracts';

/**
 * When the team is there, by the wall clock of a zone. Where a function takes a calendar, null means around the clock.
 */
export interface Calendar {
  timeZone: string;
  windows: OpenWindow[];
  /** Days such as 2026-12-25. */
  holidays: string[];
}

const hour = 3_600_000;
const day = 24 * hour;
/** Search at most ten years: a calendar with hardly an open hour must not cause an endless loop. */
const mostDays = 3_660;

/**
 * Returns the earliest instant by which `seconds` of open time have passed since `from`; the end of the ten years when
 * there is none.
 */
export function addBusinessSeconds(calendar: Calendar | null, from: Date, seconds: number): Date {
  if (!calendar || seconds <= 0) return new Date(from.getTime() + Math.max(0, seconds) * 1000);
  let left = seconds * 1000;
  for (const [start, end] of openSpans(calendar, from.getTime())) {
    if (end - start >= left) return new Date(start + left);
    left -= end - start;
  }
  // A calendar without open hours must not make a ticket late at once.
  return new Date(from.getTime() + mostDays * day);
}

/** Returns the whole seconds of open time between two instants; 0 when the second is not later. */
export function businessSecondsBetween(calendar: Calendar | null, from: Date, to: Date): number {
  if (!calendar) return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1000));
  let total = 0;
  for (const [start, end] of openSpans(calendar, from.getTime())) {
    if (start >= to.getTime()) break;
    total += Math.min(end, to.getTime()) - start;
  }
  return Math.floor(total / 1000);
}

/** Returns whether the team is there, and until when that holds; null when it holds for the whole search. */
export function openState(calendar: Calendar, at: Date): { open: boolean; until: Date | null } {
  let until: number | null = null;
  for (const [start, end] of openSpans(calendar, at.getTime())) {
    if (until === null && start > at.getTime()) return { open: false, until: new Date(start) };
    // Join windows that touch, for example at midnight.
    if (until !== null && start > until) break;
    until = end;
    if (until - at.getTime() > 8 * day) return { open: true, until: null };
  }
  return { open: until !== null, until: until === null ? null : new Date(until) };
}

type Span = [start: number, end: number];

/** Open spans from an instant on, in order of time. */
function* openSpans(calendar: Calendar, from: number): Generator<Span> {
  const first = localDay(calendar, from);
  const holidays = new Set(calendar.holidays);
  for (let count = 0; count < mostDays; count++) {
    const date = first + count * day;
    if (holidays.has(new Date(date).toISOString().slice(0, 10))) continue;
    for (const [start, end] of spansOfDay(calendar, date)) if (end > from) yield [Math.max(start, from), end];
  }
}

/** Midnight of the zone's date at an instant, written as if the zone were UTC. */
function localDay({ timeZone }: Calendar, at: number): number {
  const local = at + offsetAt(timeZone, at);
  return local - (((local % day) + day) % day);
}

/** An instant counts as open exactly when the zone's wall clock then shows a time within a window. */
function spansOfDay({ timeZone, windows }: Calendar, date: number): Span[] {
  const weekday = new Date(date).getUTCDay() || 7;
  const todays = windows
    .filter((window) => window.weekday === weekday)
    .map(({ from, to }): Span => [date + milliseconds(from), date + milliseconds(to)])
    .sort((a, b) => a[0] - b[0]);
  if (todays.length === 0) return [];
  return stretchesOf(timeZone, date).flatMap(({ offset, start, end }) =>
    todays
      .map(([from, to]): Span => [Math.max(from - offset, start), Math.min(to - offset, end)])
      .filter(([from, to]) => from < to),
  );
}

const milliseconds = (time: string) => Number(time.slice(0, 2)) * hour + Number(time.slice(3)) * 60_000;

/** A period in which a zone keeps its offset. */
interface Stretch {
  offset: number;
  start: number;
  end: number;
}
const known = new Map<string, Stretch[]>();
const mostKnown = 20_000;

/** The periods that may contain instants of a local date: two near a daylight-saving change, else one. */
function stretchesOf(timeZone: string, date: number): Stretch[] {
  const key = `${timeZone} ${date}`;
  const found = known.get(key);
  if (found) return found;
  if (known.size >= mostKnown) known.clear();
  const stretches = findStretches(timeZone, date - 15 * hour, date + day + 13 * hour);
  known.set(key, stretches);
  return stretches;
}

function findStretches(timeZone: string, start: number, end: number): Stretch[] {
  const before = offsetAt(timeZone, start);
  const after = offsetAt(timeZone, end);
  if (before === after) return [{ offset: before, start, end }];
  let [low, high] = [start, end];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(timeZone, middle) === before) low = middle;
    else high = middle;
  }
  return [
    { offset: before, start, end: high },
    { offset: after, start: high, end },
  ];
}

const offsetAt = (timeZone: string, at: number) => IANAZone.create(timeZone).offset(at) * 60_000;
