import { Link, useSearch } from '@tanstack/react-router';
import { ChartLine, Inbox, Timer, User } from 'lucide-react';
import { t } from '../i18n/texts.js';
import type { InboxSearch } from '../inbox/model/inbox-search.js';
import { useIsInbox } from './use-is-inbox.js';

/** The ways about on a phone. */
export function BottomTabs() {
  const { view } = useSearch({ strict: false }) as InboxSearch;
  const isInbox = useIsInbox();
  const isSoon = isInbox && view === 'soon';
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
      <Link to="/dashboard" activeProps={{ 'aria-current': 'page' }}>
        <ChartLine className="icon" aria-hidden />
        {t('phone.reports')}
      </Link>
      <Link to="/settings" activeProps={{ 'aria-current': 'page' }}>
        <User className="icon" aria-hidden />
        {t('phone.you')}
      </Link>
    </nav>
  );
}
