/** Times, spans and sizes in words of a language; all of it from Intl. */
export function createFormats(locale: string, timeZone?: string) {
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  /** Names of the zone, the best first: an offset such as GMT+1 is none, where the language has another. */
  const withZone = (['short', 'shortGeneric'] as const).map(
    (timeZoneName) =>
      new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone, timeZoneName }),
  );
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  const nearDay = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const since = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const unit = (value: number, name: string, unitDisplay: 'long' | 'short' = 'long') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: 1 }).format(value);

  return {
    clock: (at: string) => clock.format(new Date(at)),
    clockAndZone(at: string) {
      const said = withZone.map((format) => format.format(new Date(at)));
      return said.find((text) => !/[+\u2212-]\s?\d/.test(text)) ?? said[0]!;
    },
    /** Today, yesterday, tomorrow, else the date. */
    day(at: string, now = new Date()) {
      const days = daysBetween(now, new Date(at));
      return Math.abs(days) <= 1 ? nearDay.format(days, 'day') : day.format(new Date(at));
    },
    /** A span as people would say it: minutes up to an hour and a half, then hours, then days. */
    span(seconds: number) {
      if (seconds < 5400) return unit(Math.max(1, Math.round(seconds / 60)), 'minute');
      return seconds < 129_600 ? unit(Math.round(seconds / 3600), 'hour') : unit(Math.round(seconds / 86_400), 'day');
    },
    ago(at: string, now = Date.now()) {
      const minutes = Math.round((new Date(at).getTime() - now) / 60_000);
      if (minutes > -60) return since.format(Math.min(0, minutes), 'minute');
      return minutes > -1440
        ? since.format(Math.round(minutes / 60), 'hour')
        : since.format(Math.round(minutes / 1440), 'day');
    },
    size: (bytes: number) =>
      bytes < 1_000_000
        ? unit(Math.max(1, Math.round(bytes / 1000)), 'kilobyte', 'short')
        : unit(bytes / 1_000_000, 'megabyte', 'short'),
  };
}
export type Formats = ReturnType<typeof createFormats>;

function daysBetween(from: Date, to: Date) {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}
