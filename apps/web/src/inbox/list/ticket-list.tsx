import { useDirection } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { explain } from '../../api/api-error.js';
import { t } from '../../i18n/texts.js';
import { useIsPhone } from '../../lib/use-media.js';
import { preferences } from '../../session/preferences.js';
import { useInboxCursor } from '../model/inbox-cursor.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { listFilter, listQuery, reachOf, rowsOf, sortOf } from '../model/list-query.js';
import { viewOf } from '../model/views.js';
import { EmptyList } from './empty-list.js';
import { FilterBar } from './filter-bar.js';
import { ListHead } from './list-head.js';
import { ListReach } from './list-reach.js';
import { ListRows } from './list-rows.js';
import { PeopleBar } from './people-bar.js';
import { SearchField, useSearchField } from './search-field.js';
import { TabStrip } from './tab-strip.js';
import { useListKeys } from './use-list-keys.js';

/** The list of a view's tickets, loaded page by page. */
export function TicketList({ search, openId }: { search: InboxSearch; openId: string | undefined }) {
  const filter = listFilter(search);
  const query = useInfiniteQuery(listQuery(filter));
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const tickets = rowsOf(data);
  const rowHeight = useRowHeight();
  const scroller = useRef<HTMLDivElement>(null);
  const field = useSearchField(search);
  const cursorId = useInboxCursor(tickets, openId);
  useListKeys({ tickets, cursorId, openId, scroller, onSearch: field.open });
  const reach = reachOf(data);
  const mayGoOn = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && reach?.goesOn !== false;
  const onNearEnd = useCallback(() => {
    if (mayGoOn) void fetchNextPage();
  }, [mayGoOn, fetchNextPage]);
  const hasNone = tickets.length === 0;
  useEffect(() => {
    // Without rows there is no end to come near to.
    if (hasNone) onNearEnd();
  }, [hasNone, onNearEnd]);
  return (
    <section className="pane list" aria-label={t('list.label')}>
      <ListHead search={search} onSearch={field.open} />
      {field.isOpen && (
        <div className="filter-bar">
          <SearchField q={search.q ?? ''} onClose={field.close} />
        </div>
      )}
      <PeopleBar q={search.q ?? ''} />
      <TabStrip search={search} />
      <FilterBar search={search} />
      <div className="pane grow">
        {query.isPending && <ListSkeleton rowHeight={rowHeight} />}
        {query.isError && !data && (
          <p className="nothing" role="alert">
            {explain(query.error)}{' '}
            <button type="button" className="link" onClick={() => void query.refetch()}>
              {t('broken.retry')}
            </button>
          </p>
        )}
        {data && hasNone && !reach && <EmptyList search={search} />}
        {tickets.length > 0 && (
          <ListRows
            tickets={tickets}
            rowHeight={rowHeight}
            listKey={JSON.stringify(filter)}
            label={t(viewOf(search).title)}
            openId={openId}
            cursorId={cursorId}
            scroller={scroller}
            onNearEnd={onNearEnd}
          />
        )}
        {reach && <ListReach reach={reach} sort={sortOf(search)} onGoOn={() => void fetchNextPage()} />}
      </div>
    </section>
  );
}

/** The height of a row in px, fixed so that rows need no measuring. Keep it equal to styles/list.css. */
function useRowHeight(): number {
  const isPhone = useIsPhone();
  const { dir } = useDirection();
  const { density } = preferences.use();
  if (isPhone) return 84;
  if (density === 'compact') return 56;
  return dir === 'rtl' ? 80 : 74;
}

const widths = [82, 118, 96, 132, 108, 88, 124, 92, 136, 102];

/** Placeholder rows of exactly the height of real ones. */
function ListSkeleton({ rowHeight }: { rowHeight: number }) {
  return (
    <div className="rows" aria-busy>
      {widths.map((width, index) => (
        <div
          key={width}
          className="ticket-row"
          style={{ transform: `translateY(${index * rowHeight}px)`, opacity: 1 - index * 0.09, cursor: 'default' }}
        >
          <span className="who">
            <i className="skeleton" style={{ inlineSize: 14, blockSize: 14 }} />
            <i className="skeleton" style={{ inlineSize: width, blockSize: 10 }} />
          </span>
          <span className="end">
            <i className="skeleton" style={{ inlineSize: 44, blockSize: 16 }} />
          </span>
          <span className="subject">
            <i className="skeleton" style={{ inlineSize: width + 60, blockSize: 10 }} />
          </span>
          <span className="snippet">
            <span className="grow">
              <i className="skeleton" style={{ inlineSize: width + 100, blockSize: 9 }} />
            </span>
            <i className="skeleton" style={{ inlineSize: 18, blockSize: 18, borderRadius: '50%' }} />
          </span>
        </div>
      ))}
    </div>
  );
}
