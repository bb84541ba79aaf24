import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { explain } from '../api/api-error.js';
import { t } from '../i18n/texts.js';
import { meQuery } from '../session/me.js';
import { NowPanel } from './channel-table.js';
import { DashboardFilters } from './dashboard-filters.js';
import { readDashboardSearch } from './dashboard-search.js';
import { KpiStrip } from './kpi-strip.js';
import { Block, ChannelsBlock, DaysBlock, EmptyBlock } from './report-blocks.js';
import { useNowReport, useResponseTimes } from './report-query.js';
import './dashboard.css';

const useDashboardSearch = () => readDashboardSearch(useSearch({ strict: false }));

/** Response times of a period, and what is open and overdue now. */
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
  const { data: times, error, refetch, isPlaceholderData } = useResponseTimes(search);
  const { data: now } = useNowReport(search.channel);
  if (error && !times)
    return (
      <p className="dashboard-empty second" role="alert">
        {explain(error)}{' '}
        <button type="button" className="link" onClick={() => void refetch()}>
          {t('broken.retry')}
        </button>
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
