import { DateTime } from 'luxon';
import type { OpenWindow } from '#libs/contracts';
import { type Calendar, openState } from '#libs/sla';
import { readData } from './demo-texts.js';

interface Hours {
  offices: { name: string; timeZone: string }[];
  hours: { weekday: [string, string]; weekend: [string, string]; holidays: string[] };
}

/** Where the shop's people sit, and when they are there. */
export interface DemoOffice {
  name: string;
  calendar: Calendar;
}

const hour = 3_600_000;
/** The oldest ticket without an answer of the inbox's top began within this time. */
const openFor = 2 * hour;
/** What is due soon is still due today, and some time is left to try things. */
const openStill = 1.5 * hour;

/**
 * Wherever the demo begins, its clocks must run: the first office in the list where it is the middle of a working day.
 * The list goes around the globe, so there always is one.
 */
export function chooseOffice(now: number): DemoOffice {
  const { offices, hours } = readData<Hours>('sla');
  const office = offices.find(({ timeZone }) => isMidday(calendarOf(timeZone, hours, now), now)) ?? offices[0]!;
  return { name: office.name, calendar: calendarOf(office.timeZone, hours, now) };
}

function isMidday(calendar: Calendar, now: number): boolean {
  const { open, until } = openState(calendar, new Date(now - openFor));
  return open && until!.getTime() >= now + openStill;
}

/** The holidays from the first ticket on. When the demo begins on a holiday, the shop works that day. */
function calendarOf(timeZone: string, { weekday, weekend, holidays }: Hours['hours'], now: number): Calendar {
  const window = (weekday: number, [from, to]: [string, string]): OpenWindow => ({ weekday, from, to });
  const today = DateTime.fromMillis(now, { zone: timeZone });
  const years = [...new Set([today.minus({ days: 90 }).year, today.year, today.year + 1])];
  return {
    timeZone,
    windows: [1, 2, 3, 4, 5, 6, 7].map((each) => window(each, each > 5 ? weekend : weekday)),
    holidays: years
      .flatMap((year) => holidays.map((date) => `${year}-${date}`))
      .filter((date) => date !== today.toISODate())
      .sort(),
  };
}
