/** The search parameters of the dashboard. */
export interface DashboardSearch {
  /** Length in days of a period that ends today. */
  days?: '7' | '28' | '90';
  from?: string;
  to?: string;
  channel?: string;
  hours?: 'business';
}

const day = /^\d{4}-\d\d-\d\d$/;

/** Reads the search parameters and drops those that are invalid. */
export function readDashboardSearch(raw: Record<string, unknown>): DashboardSearch {
  const { days, from, to, channel, hours } = raw;
  const custom =
    day.test(String(from)) && day.test(String(to)) && String(from) <= String(to)
      ? { from: String(from), to: String(to) }
      : {};
  return {
    ...(['7', '28', '90'].includes(String(days)) && { days: String(days) as DashboardSearch['days'] }),
    ...custom,
    ...(/^[a-z]{1,40}$/.test(String(channel ?? '')) && { channel: String(channel) }),
    ...(hours === 'business' && { hours }),
  };
}

/** The first and last day of the report in the browser's time zone. */
export function periodOf({ days = '28', from, to }: DashboardSearch, now = new Date()): { from: string; to: string } {
  if (from && to) return { from, to };
  const first = new Date(now);
  first.setDate(first.getDate() - Number(days) + 1);
  return { from: isoDay(first), to: isoDay(now) };
}

const isoDay = (date: Date): string =>
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
