import { t } from '../../i18n/texts.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { chosenFilters } from './filter-choices.js';

/** One line of fact for a list without tickets. */
export function EmptyList({ search }: { search: InboxSearch }) {
  if (search.q) return <p className="nothing">{t('list.nothing-found', { q: search.q })}</p>;
  if (chosenFilters(search).length || search.contactId || search.createdFrom) return <p className="nothing">{t('list.nothing-matches')}</p>;
  return <p className="nothing">{t('list.empty')}<br />{t('list.empty-hint')}</p>;
}
