import { Link, useSearch } from '@tanstack/react-router';
import { ChartLine, Search, Settings2 } from 'lucide-react';
import { number } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { useCounts } from '../inbox/model/counts.js';
import type { InboxSearch } from '../inbox/model/inbox-search.js';
import { type View, viewOf, views } from '../inbox/model/views.js';
import { modKey } from '../keyboard/key-label.js';
import { classes } from '../lib/join-classes.js';
import { Brand } from './brand.js';
import { overlay } from './overlay.js';
import { PersonMenu } from './person-menu.js';
import { useIsInbox } from './use-is-inbox.js';

/** Views, reports and the person, beside the sheet. */
export function Rail() {
  return (
    <nav className="rail scroller" aria-label={t('rail.label')}>
      <Brand />
      <button
        type="button"
        className="jump"
        onClick={() => overlay.set('palette')}
        aria-keyshortcuts="Control+K Meta+K"
      >
        <Search className="icon small" aria-hidden />
        <span className="grow cut">{t('rail.jump')}</span>
        <kbd dir="ltr">{modKey}K</kbd>
      </button>
      <ViewLinks />
      <div className="rail-heading">{t('rail.workspace')}</div>
      <Link to="/dashboard" className="rail-item" activeProps={{ 'aria-current': 'page' }}>
        <ChartLine className="icon" aria-hidden />
        <span className="cut">{t('rail.dashboard')}</span>
      </Link>
      <Link to="/settings" className="rail-item" activeProps={{ 'aria-current': 'page' }}>
        <Settings2 className="icon" aria-hidden />
        <span className="cut">{t('rail.settings')}</span>
      </Link>
      <PersonMenu />
    </nav>
  );
}

function ViewLinks() {
  const search = useSearch({ strict: false }) as InboxSearch;
  const isInbox = useIsInbox();
  const counts = useCounts();
  const current = isInbox ? viewOf(search).name : undefined;
  const countOf = ({ name, count }: View) =>
    counts && count && (name === 'inbox' ? counts.inbox + counts.pending : counts[count]);
  return views.map((view) => {
    const { name, title, icon: Icon } = view;
    const count = countOf(view);
    return (
      <Link
        key={name}
        to="/inbox"
        search={name === 'inbox' ? {} : { view: name }}
        className="rail-item"
        aria-current={name === current ? 'page' : undefined}
        activeOptions={{ exact: true }}
      >
        <Icon className="icon" aria-hidden />
        <span className="cut">{t(title)}</span>
        {count !== undefined && (
          <span className={classes('count', name === 'soon' && count > 0 && 'hot')}>{number(count)}</span>
        )}
      </Link>
    );
  });
}
