import { Link } from '@tanstack/react-router';
import { number } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { useCounts } from '../inbox/model/counts.js';
import { views } from '../inbox/model/views.js';

/** How things stand now; each number opens its tickets. */
export function DashboardPage() {
  const counts = useCounts();
  return (
    <section className="page">
      <header className="pane-head" style={{ paddingInline: 24, blockSize: 56 }}><h1 style={{ fontSize: 16 }}>{t('rail.dashboard')}</h1></header>
      <ul style={{ display: 'flex', flexWrap: 'wrap' }}>
        {views.map(({ name, title, count }) => count && (
          <li key={name} style={{ padding: '15px 24px', minInlineSize: 150 }}>
            <Link className="plain" to="/inbox" search={name === 'inbox' ? {} : { view: name }}>
              <span className="second">{t(title)}</span>
              <span className="bold numbers" style={{ display: 'block', fontSize: 26, lineHeight: '34px' }}>{counts ? number(counts[count]) : '–'}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
