import { formatLocale } from '../words.js';

const time = new Intl.DateTimeFormat(formatLocale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const date = new Intl.DateTimeFormat(formatLocale, { day: 'numeric', month: 'short' });
const longDate = new Intl.DateTimeFormat(formatLocale, { weekday: 'long', day: 'numeric', month: 'long' });

/** The time of today, else the day. */
export function shortTime(at: string): string {
  const when = new Date(at);
  return (when.toDateString() === new Date().toDateString() ? time : date).format(when);
}

export const dayOf = (at: string): string => longDate.format(new Date(at));
