import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { explain } from '../api/explain.js';
import { number } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { meQuery } from '../session/me.js';
import { ChannelTable } from './channel-table.js';
import { DashboardFilters } from './dashboard-filters.js';
import { readDashboardSearch } from './dashboard-search.js';
import { DayChart } from './day-chart.js';
import { DaysTable } from './days-table.js';
import { EmptyBlock } from './empty-block.js';
import { KpiStrip } from './kpi-strip.js';
import { NowPanel } from './now-panel.js';
import { type ResponseTimes, useNowReport, useResponseTimes } from './report-query.js';
import './dashboard.css';

const useDashboardSearch = () => readDashboardSearch(useSearch({ strict: false }));

/** Response times of a period, and what is open and late now. */
export function DashboardPage() {
  const search = useDashboardSearch();
  const { data: me } = useQuery(meQuery);
  return (
    <section className="page dashboard">
      <header className="dashboard-head">
        <h1>{t('report.title')}</h1>
        {me?.agent.role !== 'agent' && <DashboardFilters search={search} />}
      </header>
      {me?.agent.role === 'agent' ? <p className="dashboard-empty second">{t('report.for-managers')}</p> : <Report />}
    </section>
  );
}

function Report() {
  const search = useDashboardSearch();
  const { data: times, error, isPlaceholderData } = useResponseTimes(search);
  const { data: now } = useNowReport(search.channel);
  if (error && !times)
    return (
      <p className="dashboard-empty second" role="alert">
        {explain(error)}
      </p>
    );
  if (!times) return <Skeleton />;
  const { firstResponse, resolution } = times;
  const noReply = <EmptyBlock fact={t('report.no-first')} search={search} />;
  const noSolution = <EmptyBlock fact={t('report.no-resolution')} search={search} />;
  return (
    <div className="dashboard-body" aria-busy={isPlaceholderData}>
      <KpiStrip times={times} now={now} />
      <div className="dashboard-columns">
        <div>
          <DaysBlock title={t('report.first-by-day')} days={firstResponse.days} empty={noReply} />
          <DaysBlock title={t('report.resolution-by-day')} days={resolution.days} empty={noSolution} />
        </div>
        <div>
          <ChannelsBlock title={t('report.by-channel')} measured={firstResponse} empty={noReply} />
          <ChannelsBlock title={t('report.resolution-by-channel')} measured={resolution} empty={noSolution} />
          {now && (
            <Block title={t('report.now')}>
              {now.channels.some(({ backlog }) => backlog.n > 0) ? (
                <NowPanel now={now} />
              ) : (
                <EmptyBlock fact={t('report.nothing-open')} search={search.channel ? search : { days: '90' }} />
              )}
            </Block>
          )}
        </div>
      </div>
    </div>
  );
}

type Measured = ResponseTimes['firstResponse'];
interface MeasuredBlock {
  title: string;
  empty: ReactNode;
}

function DaysBlock({ title, days, empty }: MeasuredBlock & { days: Measured['days'] }) {
  if (days.every(({ p50, previous }) => p50 === null && previous.p50 === null))
    return <Block title={title}>{empty}</Block>;
  return (
    <Block title={title} aside={<Legend />}>
      <DayChart title={title} days={days} />
      <DaysTable days={days} />
    </Block>
  );
}

function ChannelsBlock({ title, measured: { channels, total }, empty }: MeasuredBlock & { measured: Measured }) {
  if (channels.every(({ n }) => n === 0)) return <Block title={title}>{empty}</Block>;
  return (
    <Block title={title} aside={<span className="meta">{t('report.n-tickets', { n: number(total.n) })}</span>}>
      <ChannelTable channels={channels} />
    </Block>
  );
}

function Block({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
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

function Skeleton() {
  return (
    <div className="dashboard-body skeleton" aria-busy="true" aria-label={t('report.loading')}>
      <ul className="kpis">
        {Array.from({ length: 5 }, (_, index) => (
          <li key={index} className="kpi">
            <i />
            <i className="tall" />
            <i />
          </li>
        ))}
      </ul>
      <div className="dashboard-columns">
        <div>
          <section className="block">
            <i className="chart-place" />
          </section>
        </div>
        <div>
          <section className="block">
            <i className="chart-place" />
          </section>
        </div>
      </div>
    </div>
  );
}
