import { Link } from '@tanstack/react-router';
import { useHasChannels } from '../../api/people.js';
import { t } from '../../i18n/texts.js';
import { useMe } from '../../session/me.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { isFiltered } from './filter-choices.js';

/** One line of fact for a list without tickets. */
export function EmptyList({ search }: { search: InboxSearch }) {
  const mayWrite = useHasChannels();
  const isAdmin = useMe().agent.role === 'admin';
  if (search.q) return <p className="nothing">{t('list.nothing-found', { q: search.q })}</p>;
  if (isFiltered(search)) return <p className="nothing">{t('list.nothing-matches')}</p>;
  if (!mayWrite) return <p className="nothing">{t('list.no-channels')}{isAdmin && <><br /><Link className="link" to="/settings/$section/$itemId" params={{ section: 'channels', itemId: 'new' }}>{t('list.add-channel')}</Link></>}</p>;
  return <p className="nothing">{t('list.empty')}<br />{t('list.empty-hint')}</p>;
}
