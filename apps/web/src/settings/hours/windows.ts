import type { OpenWindow } from '#libs/contracts';
import { t } from '../../i18n/texts.js';
import type { FieldErrors } from '../form/form-errors.js';

export const weekdays = [1, 2, 3, 4, 5, 6, 7];
const time = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** Nine to five on working days: the initial value of a new calendar. */
export const officeHours: OpenWindow[] = weekdays
  .slice(0, 5)
  .map((weekday) => ({ weekday, from: '09:00', to: '17:00' }));

/** Completes a typed time: 9, 930 or 9:30 to hh:mm. Anything else stays. */
export function tidyTime(typed: string): string {
  const match = /^(\d{1,2}):?(\d{2})?$/.exec(typed.trim().replace('.', ':'));
  return match ? `${match[1]!.padStart(2, '0')}:${match[2] ?? '00'}` : typed.trim();
}

const minutes = (at: string) => Number(at.slice(0, 2)) * 60 + Number(at.slice(3));

/** Hours open in a week, to one decimal. */
export const hoursOfWeek = (windows: OpenWindow[]): number =>
  Math.round(windows.reduce((sum, { from, to }) => sum + minutes(to) - minutes(from), 0) / 6) / 10;

/** Errors of windows that have no valid times, end before they begin, or overlap, by the path of the window. */
export function checkWindows(windows: OpenWindow[]): FieldErrors {
  if (windows.length === 0) return { windows: t('hours.none') };
  return Object.fromEntries(
    windows.flatMap((window, at) => {
      const wrong = explain(window, windows.slice(0, at));
      return wrong ? [[`windows.${at}`, wrong]] : [];
    }),
  );
}

function explain({ weekday, from, to }: OpenWindow, before: OpenWindow[]): string | undefined {
  if (!time.test(from) || !time.test(to)) return t('hours.not-a-time');
  if (from >= to) return t('hours.ends-early');
  return before.some((other) => other.weekday === weekday && other.from < to && from < other.to)
    ? t('hours.overlap')
    : undefined;
}

/** The name of a weekday, 1 being Monday. */
export const weekdayName = (weekday: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday));
