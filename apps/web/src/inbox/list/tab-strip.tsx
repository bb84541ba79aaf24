import { Menu } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { number } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { hasTabs, sortOf } from '../model/list-query.js';
import { useCounts, viewOf } from '../model/views.js';

/** Compares undefined parameters too: otherwise the link without a tab would be active on both tabs. */
const exact = { explicitUndefined: true };

/** The tabs "open" and "waiting", and the order of the list. */
export function TabStrip({ search }: { search: InboxSearch }) {
  const view = viewOf(search);
  const counts = useCounts();
  const isWaiting = search.tab === 'waiting';
  const isAll = view.name === 'inbox';
  return (
    <nav className="tab-strip" aria-label={t('list.tabs')}>
      {hasTabs(search) && (
        <>
          <Link
            to="."
            search={(before) => ({ ...before, tab: undefined })}
            activeOptions={exact}
            aria-current={isWaiting ? undefined : 'page'}
          >
            {t('tab.open')}
            {isAll && counts && <span className="numbers">{number(counts.inbox)}</span>}
          </Link>
          <Link
            to="."
            search={(before) => ({ ...before, tab: 'waiting' as const })}
            activeOptions={exact}
            aria-current={isWaiting ? 'page' : undefined}
          >
            {t('tab.waiting')}
            {isAll && counts && <span className="numbers">{number(counts.pending)}</span>}
          </Link>
        </>
      )}
      <span className="grow" />
      <SortMenu sort={sortOf(search)} />
    </nav>
  );
}

function SortMenu({ sort }: { sort: 'activity' | 'due' }) {
  const navigate = useNavigate();
  const choose = (next: 'activity' | 'due') =>
    void navigate({ to: '.', search: (before: InboxSearch) => ({ ...before, sort: next }), replace: true });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <button type="button">
          {t(sort === 'due' ? 'sort.due' : 'sort.activity')}
          <ChevronDown className="icon tiny" aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => choose('due')}>{t('sort.due')}</Menu.Item>
        <Menu.Item onClick={() => choose('activity')}>{t('sort.activity')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
