import { locale, t } from './texts.js';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  // Creating a format costs more than using it a thousand times.
  if (!made)
    formats.set(key, (made = new Intl.DateTimeFormat(`${locale() === 'en' ? 'en-GB' : locale()}-u-nu-latn`, options)));
  return made;
}

export const clockTime = (at: string | number): string =>
  format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
export const shortDate = (at: string | number): string =>
  format({ day: 'numeric', month: 'short' }).format(new Date(at));
export const dateOfYear = (at: string | number): string =>
  format({ day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at));
export const fullTime = (at: string | number): string =>
  format({ dateStyle: 'full', timeStyle: 'short' }).format(new Date(at));
export const weekdayDate = (at: string | number): string =>
  format({ weekday: 'short', day: 'numeric', month: 'short' }).format(new Date(at));

const dayOf = (at: number) => new Date(at).setHours(0, 0, 0, 0);
const daysAgo = (at: number, now: number) => Math.round((dayOf(now) - dayOf(at)) / 86_400_000);

/** The time in a row of a list: a time of day for today, else a date. */
export function listTime(at: string, now: number): string {
  const days = daysAgo(Date.parse(at), now);
  if (days <= 0) return clockTime(at);
  if (days === 1) return t('time.yesterday');
  return new Date(at).getFullYear() === new Date(now).getFullYear()
    ? shortDate(at)
    : format({ day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at));
}

/** Heading of a day in the thread. */
export function dayHeading(at: string, now: number): string {
  const days = daysAgo(Date.parse(at), now);
  const date = format({ day: 'numeric', month: 'long', ...(days > 180 && { year: 'numeric' }) }).format(new Date(at));
  if (days === 0) return t('time.today-date', { date });
  if (days === 1) return t('time.yesterday-date', { date });
  return format({ weekday: 'long', day: 'numeric', month: 'long', ...(days > 180 && { year: 'numeric' }) }).format(
    new Date(at),
  );
}

/** How long a recording plays: 0:12, 1:04:05. */
export function playingTime(seconds: number): string {
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const rest = `${h ? String(m).padStart(2, '0') : m}:${String(s).padStart(2, '0')}`;
  return h ? `${h}:${rest}` : rest;
}

/** Formats a duration: 12m, 1h 04m, 1d 3h. A zero part is left out. */
export function duration(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes === 0) return t('duration.under-a-minute');
  if (minutes < 60) return t('duration.minutes', { m: String(minutes) });
  const hours = Math.floor(minutes / 60);
  const [d, h, m] = [Math.floor(hours / 24), hours % 24, minutes % 60];
  if (d === 0)
    return m === 0
      ? t('duration.whole-hours', { h: String(h) })
      : t('duration.hours', { h: String(h), m: String(m).padStart(2, '0') });
  return h === 0 ? t('duration.whole-days', { d: String(d) }) : t('duration.days', { d: String(d), h: String(h) });
}

/** Formats the time left: less than a minute counts as one minute. */
export const timeLeft = (milliseconds: number): string => duration(Math.max(60_000, milliseconds));

/** Joins the parts of a line with the separator of the language. */
export const joined = (parts: (string | null | undefined)[]): string =>
  parts.filter(Boolean).join(t('format.separator'));

/** Isolates the direction of a name or an address within a sentence. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

export const number = (value: number): string => new Intl.NumberFormat(`${locale()}-u-nu-latn`).format(value);

export function fileSize(bytes: number): string {
  if (bytes < 1000)
    return new Intl.NumberFormat(`${locale()}-u-nu-latn`, { style: 'unit', unit: 'byte' }).format(bytes);
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kilobyte'] : [bytes / 1_000_000, 'megabyte'];
  return new Intl.NumberFormat(`${locale()}-u-nu-latn`, {
    style: 'unit',
    unit,
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

/** The name of a language, in the language of the screen. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([locale()], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
