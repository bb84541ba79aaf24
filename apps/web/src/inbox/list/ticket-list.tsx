import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { explain } from '../../api/explain.js';
import { t } from '../../i18n/texts.js';
import { useInboxCursor } from '../model/inbox-cursor.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { listFilter, listQuery, rowsOf } from '../model/list-query.js';
import { viewOf } from '../model/views.js';
import { EmptyList } from './empty-list.js';
import { FilterBar } from './filter-bar.js';
import { ListHead } from './list-head.js';
import { ListRows } from './list-rows.js';
import { ListSkeleton } from './list-skeleton.js';
import { SearchField } from './search-field.js';
import { TabStrip } from './tab-strip.js';
import { useListKeys } from './use-list-keys.js';
import { useRowHeight } from './use-row-height.js';
import { useSearchField } from './use-search-field.js';

/** The middle pane: the tickets of a view, newest due first, as many as there are. */
export function TicketList({ search, openId }: { search: InboxSearch; openId: string | undefined }) {
  const filter = listFilter(search);
  const query = useInfiniteQuery(listQuery(filter));
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const tickets = rowsOf(data);
  const rowHeight = useRowHeight();
  const scroller = useRef<HTMLDivElement>(null);
  const field = useSearchField(search);
  const cursorId = useInboxCursor(tickets, openId);
  useListKeys({ tickets, cursorId, openId, scroller, onSearch: field.open });
  const onNearEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <section className="pane list" aria-label={t('list.label')}>
      <ListHead search={search} onSearch={field.open} />
      {field.isOpen && (
        <div className="filter-bar">
          <SearchField q={search.q ?? ''} onClose={field.close} />
        </div>
      )}
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
        {data && tickets.length === 0 && <EmptyList search={search} />}
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
      </div>
    </section>
  );
}
