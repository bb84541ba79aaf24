import { Search } from 'lucide-react';
import { number } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useCounts } from '../model/counts.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { viewOf } from '../model/views.js';
import { NewTicketButton } from '../new-ticket/new-ticket-button.js';
import { isFiltered } from './filter-choices.js';
import { FilterMenu } from './filter-menu.js';
import { ViewMenu } from './view-menu.js';

/** Name of the view, search and filters. */
export function ListHead({ search, onSearch }: { search: InboxSearch; onSearch: () => void }) {
  const view = viewOf(search);
  const counts = useCounts();
  // A number of the whole view beside a part of it would be wrong.
  const count =
    !isFiltered(search) &&
    counts &&
    view.count &&
    (view.name === 'inbox' ? counts.inbox + counts.pending : counts[view.count]);
  return (
    <header className="pane-head">
      <h1 className="cut">{t(view.title)}</h1>
      <ViewMenu />
      {typeof count === 'number' && <span className="third numbers wide-only">{number(count)}</span>}
      <span className="grow" />
      <button
        type="button"
        className="button only-icon"
        onClick={onSearch}
        aria-label={t('search.label')}
        title={t('search.label')}
      >
        <Search className="icon" aria-hidden />
      </button>
      <FilterMenu search={search} />
      <NewTicketButton />
    </header>
  );
}
