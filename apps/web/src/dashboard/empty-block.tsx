import { Link } from '@tanstack/react-router';
import { number } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import type { DashboardSearch } from './dashboard-search.js';

/** Where nothing was measured: one line of fact, and the next wider look. */
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
