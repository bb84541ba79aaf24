import { useNavigate } from '@tanstack/react-router';
import { useChannelKinds } from '../api/channel-kinds.js';
import { t } from '../i18n/texts.js';
import { type DashboardSearch, periodOf } from './dashboard-search.js';

/** Period, channel and hours. All are in the address, so a link shows the same report. */
export function DashboardFilters({ search }: { search: DashboardSearch }) {
  const navigate = useNavigate();
  const kinds = useChannelKinds();
  const set = (change: DashboardSearch) => void navigate({ to: '/dashboard', search: { ...search, ...change } });
  const isCustom = Boolean(search.from && search.to);
  const period = periodOf(search);
  return (
    <div className="dashboard-filters">
      <select
        className="button outlined"
        aria-label={t('report.period')}
        value={isCustom ? 'custom' : (search.days ?? '28')}
        onChange={({ target }) =>
          target.value === 'custom'
            ? set(period)
            : set({ days: target.value as DashboardSearch['days'], from: undefined, to: undefined })
        }
      >
        {(['7', '28', '90'] as const).map((days) => (
          <option key={days} value={days}>
            {t('report.last-days', { n: days })}
          </option>
        ))}
        <option value="custom">{t('report.custom')}</option>
      </select>
      {isCustom && (
        <>
          <input
            className="button outlined"
            type="date"
            aria-label={t('report.from')}
            value={period.from}
            max={period.to}
            onChange={({ target }) => target.value && set({ from: target.value })}
          />
          <input
            className="button outlined"
            type="date"
            aria-label={t('report.to')}
            value={period.to}
            min={period.from}
            onChange={({ target }) => target.value && set({ to: target.value })}
          />
        </>
      )}
      <select
        className="button outlined"
        aria-label={t('report.channel')}
        value={search.channel ?? ''}
        onChange={({ target }) => set({ channel: target.value || undefined })}
      >
        <option value="">{t('report.all-channels')}</option>
        {kinds.map(({ type, label }) => (
          <option key={type} value={type}>
            {label}
          </option>
        ))}
      </select>
      <select
        className="button outlined"
        aria-label={t('report.hours')}
        value={search.hours ?? ''}
        onChange={({ target }) => set({ hours: target.value === 'business' ? 'business' : undefined })}
      >
        <option value="">{t('report.any-hours')}</option>
        <option value="business">{t('report.business-hours')}</option>
      </select>
    </div>
  );
}
