/** Formats a day in a language and the shop's time zone; with the year when it is not the present one. */
export function formatDay(at: Date, locale: string, timeZone: string, now = new Date()): string {
  const year = (date: Date) => new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }).format(date);
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(year(at) !== year(now) && { year: 'numeric' }),
  }).format(at);
}
