import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { number } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { ChannelTable } from './channel-table.js';
import type { DashboardSearch } from './dashboard-search.js';
import { DayChart } from './day-chart.js';
import { DaysTable } from './days-table.js';
import type { ResponseTimes } from './report-query.js';

type Measured = ResponseTimes['firstResponse'];
interface MeasuredBlock {
  title: string;
  empty: ReactNode;
}

export function DaysBlock({ title, days, empty }: MeasuredBlock & { days: Measured['days'] }) {
  if (days.every(({ p50, previous }) => p50 === null && previous.p50 === null))
    return <Block title={title}>{empty}</Block>;
  return (
    <Block title={title} aside={<Legend />}>
      <DayChart title={title} days={days} />
      <DaysTable days={days} />
    </Block>
  );
}

export function ChannelsBlock({ title, measured: { channels, total }, empty }: MeasuredBlock & { measured: Measured }) {
  if (channels.every(({ n }) => n === 0)) return <Block title={title}>{empty}</Block>;
  return (
    <Block title={title} aside={<span className="meta">{t('report.n-tickets', { n: number(total.n) })}</span>}>
      <ChannelTable channels={channels} />
    </Block>
  );
}

export function Block({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="block">
      <header className="row">
        <h2 className="grow">{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

function Legend() {
  return (
    <p className="meta row legend">
      <span className="swatch p50" aria-hidden />
      P50
      <span className="swatch p90" aria-hidden />
      P90
      <span className="swatch before" aria-hidden />
      {t('report.previous')}
    </p>
  );
}

/** Replaces a block without measurements: says so, and links to the next wider report. */
export function EmptyBlock({ fact, search }: { fact: string; search: DashboardSearch }) {
  return (
    <p className="block-empty second">
      {fact} <Wider search={search} />
    </p>
  );
}

function Wider({ search }: { search: DashboardSearch }) {
  const { channel, hours, ...period } = search;
  if (channel || hours)
    return (
      <Link className="link" to="/dashboard" search={period}>
        {t('filter.clear')}
      </Link>
    );
  if (search.days !== '90' || search.from)
    return (
      <Link className="link" to="/dashboard" search={{ days: '90' }}>
        {t('report.last-days', { n: number(90) })}
      </Link>
    );
  return (
    <Link className="link" to="/inbox">
      {t('lost.action')}
    </Link>
  );
}
