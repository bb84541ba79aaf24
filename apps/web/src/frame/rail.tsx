import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { ChartLine, Inbox, Package, Search, Settings2, Timer, TriangleAlert, User } from 'lucide-react';
import { troubleCounts } from '../api/trouble-counts.js';
import { number } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import type { InboxSearch } from '../inbox/model/inbox-search.js';
import { type View, useCounts, viewOf, views } from '../inbox/model/views.js';
import { modKey } from '../keyboard/use-keys.js';
import { classes } from '../lib/join-classes.js';
import { useWaitingNews } from '../order-news/news-query.js';
import { useMay } from '../session/me.js';
import { overlay, useIsInbox } from './on-screen.js';
import { PersonMenu } from './person-menu.js';
import { Brand } from './signpost.js';

/** The navigation beside the page. */
export function Rail() {
  const isTrouble = useTroubleOnScreen();
  const maySeeReports = useMay('manager');
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
      {maySeeReports && (
        <Link to="/dashboard" className="rail-item" activeProps={{ 'aria-current': 'page' }}>
          <ChartLine className="icon" aria-hidden />
          <span className="cut">{t('rail.dashboard')}</span>
        </Link>
      )}
      <OrderNewsLink />
      <TroubleLink />
      <Link
        to="/settings"
        className="rail-item"
        activeOptions={{ exact: isTrouble }}
        activeProps={{ 'aria-current': 'page' }}
      >
        <Settings2 className="icon" aria-hidden />
        <span className="cut">{t('rail.settings')}</span>
      </Link>
      <PersonMenu />
    </nav>
  );
}

/** Offered while news of orders wait for an agent. */
function OrderNewsLink() {
  const { count, hasMore } = useWaitingNews();
  if (count === 0) return null;
  return (
    <Link to="/order-news" className="rail-item" activeProps={{ 'aria-current': 'page' }}>
      <Package className="icon" aria-hidden />
      <span className="cut">{t('news.title')}</span>
      <span className="count">
        {number(count)}
        {hasMore && '+'}
      </span>
    </Link>
  );
}

const useTroubleOnScreen = (): boolean => (useParams({ strict: false }) as { section?: string }).section === 'trouble';

/** Leads admins to what went wrong, with how much waits for them. */
function TroubleLink() {
  const isAdmin = useMay('admin');
  const { data } = useQuery({ ...troubleCounts, enabled: isAdmin, refetchInterval: 60_000 });
  if (!isAdmin) return null;
  const count = data?.items.reduce((sum, item) => sum + item.count, 0) ?? 0;
  return (
    <Link
      to="/settings/$section"
      params={{ section: 'trouble' }}
      className="rail-item"
      activeProps={{ 'aria-current': 'page' }}
    >
      <TriangleAlert className="icon" aria-hidden />
      <span className="cut">{t('rail.trouble')}</span>
      {count > 0 && <span className="count hot">{number(count)}</span>}
    </Link>
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

/** The navigation on a phone. */
export function BottomTabs() {
  const { view } = useSearch({ strict: false }) as InboxSearch;
  const isInbox = useIsInbox();
  const isSoon = isInbox && view === 'soon';
  const { count } = useWaitingNews();
  const maySeeReports = useMay('manager');
  return (
    <nav className="bottom-tabs" aria-label={t('rail.label')}>
      <Link to="/inbox" search={{}} aria-current={isInbox && !isSoon ? 'page' : undefined}>
        <Inbox className="icon" aria-hidden />
        {t('phone.inbox')}
      </Link>
      <Link to="/inbox" search={{ view: 'soon' }} aria-current={isSoon ? 'page' : undefined}>
        <Timer className="icon" aria-hidden />
        {t('phone.soon')}
      </Link>
      {maySeeReports && (
        <Link to="/dashboard" activeProps={{ 'aria-current': 'page' }}>
          <ChartLine className="icon" aria-hidden />
          {t('phone.reports')}
        </Link>
      )}
      {count > 0 && (
        <Link to="/order-news" activeProps={{ 'aria-current': 'page' }}>
          <Package className="icon" aria-hidden />
          {t('news.title')}
        </Link>
      )}
      <Link to="/settings" activeProps={{ 'aria-current': 'page' }}>
        <User className="icon" aria-hidden />
        {t('phone.you')}
      </Link>
    </nav>
  );
}
