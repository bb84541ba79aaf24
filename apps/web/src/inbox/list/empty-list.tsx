import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useHasChannels } from '../../api/people.js';
import { t } from '../../i18n/texts.js';
import { useMay } from '../../session/me.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { viewOf } from '../model/views.js';
import { isFiltered } from './filter-choices.js';

/** Replaces a list without tickets: says why it is empty, and links to what helps. */
export function EmptyList({ search }: { search: InboxSearch }) {
  const hasChannels = useHasChannels();
  const mayAddChannel = useMay('admin');
  const { q, view, tab, sort } = search;
  if (q)
    return (
      <Nothing fact={t('list.nothing-found', { q })}>
        <Link className="link" to="." search={(before: InboxSearch) => ({ ...before, q: undefined })}>
          {t('search.clear')}
        </Link>
      </Nothing>
    );
  if (isFiltered(search))
    return (
      <Nothing fact={t('list.nothing-matches')}>
        <Link className="link" to="." search={{ view, tab, sort }}>
          {t('filter.clear')}
        </Link>
      </Nothing>
    );
  if (!hasChannels)
    return (
      <Nothing fact={t('list.no-channels')}>
        {mayAddChannel && (
          <Link className="link" to="/settings/$section/$itemId" params={{ section: 'channels', itemId: 'new' }}>
            {t('list.add-channel')}
          </Link>
        )}
      </Nothing>
    );
  if (viewOf(search).name !== 'inbox' || tab)
    return (
      <Nothing fact={t('list.empty-view')}>
        <Link className="link" to="/inbox" search={{}}>
          {t('lost.action')}
        </Link>
      </Nothing>
    );
  return <Nothing fact={t('list.empty')}>{t('list.empty-hint')}</Nothing>;
}

function Nothing({ fact, children }: { fact: string; children: ReactNode }) {
  return (
    <p className="nothing">
      {fact}
      {children && (
        <>
          <br />
          {children}
        </>
      )}
    </p>
  );
}
