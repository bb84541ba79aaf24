import type { TextId } from '../../i18n/texts.js';

const at = (now: Date, days: number, hour: number) => {
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  date.setHours(hour, 0, 0, 0);
  return date;
};

/** The offered times until which a ticket can be snoozed, in the browser's time zone. */
export function snoozeTimes(now = new Date()): { id: TextId; until: Date }[] {
  const today = now.getDay();
  const later = new Date(now.getTime() + 3 * 3_600_000);
  return [
    ...(later.getDay() === today ? [{ id: 'snooze.later' as const, until: later }] : []),
    { id: 'snooze.tomorrow', until: at(now, 1, 9) },
    // On a Sunday tomorrow is the next week.
    ...(today === 0 ? [] : [{ id: 'snooze.next-week' as const, until: at(now, 8 - today, 9) }]),
  ];
}
