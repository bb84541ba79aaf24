/** A day as it is written in a language, where the shop is; with the year when it is another than this one. */
export function tellDay(at: Date, locale: string, timeZone: string, now = new Date()): string {
  const year = (date: Date) => new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }).format(date);
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(year(at) !== year(now) && { year: 'numeric' }),
  }).format(at);
}
