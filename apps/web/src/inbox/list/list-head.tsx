import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { ChevronDown, Hand, Search, SquarePen } from 'lucide-react';
import { Suspense, lazy, useState } from 'react';
import { number } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useTakeNext } from '../actions/use-take-next.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { useCounts, viewOf, views } from '../model/views.js';
import { isFiltered } from './filter-choices.js';
import { FilterMenu } from './filter-menu.js';

const NewTicket = lazy(() => import('../new-ticket.js').then(({ NewTicket }) => ({ default: NewTicket })));

/** The name of the view, its count, search, filters, and a button for a new ticket. */
export function ListHead({ search, onSearch }: { search: InboxSearch; onSearch: () => void }) {
  const view = viewOf(search);
  const counts = useCounts();
  // The count is of the whole view, so a filtered list shows none.
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

/** The views and the next ticket, where the screen is too narrow for the rail. */
function ViewMenu() {
  const navigate = useNavigate();
  const takeNext = useTakeNext();
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className="phone-only" aria-label={t('rail.views')}>
          <ChevronDown className="icon" aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map(({ name, title, icon: Icon }) => (
          <Menu.Item
            key={name}
            leftSection={<Icon className="icon" aria-hidden />}
            onClick={() => void navigate({ to: '/inbox', search: name === 'inbox' ? {} : { view: name } })}
          >
            {t(title)}
          </Menu.Item>
        ))}
        {takeNext && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<Hand className="icon" aria-hidden />} onClick={() => void takeNext()}>
              {t('welcome.take-next')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Opens the dialog that starts a ticket. */
function NewTicketButton() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button only-icon"
        style={{ marginInlineEnd: -6 }}
        onClick={() => setOpen(true)}
        aria-label={t('new.title')}
        title={t('new.title')}
      >
        <SquarePen className="icon" aria-hidden />
      </button>
      <Suspense fallback={null}>{isOpen && <NewTicket onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
