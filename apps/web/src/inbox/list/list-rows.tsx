import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect } from 'react';
import type { Ticket } from '#libs/contracts';
import { t } from '../../i18n/texts.js';
import { TicketRow } from './ticket-row.js';
import { useAnchoredList } from './use-anchored-list.js';

interface ListRowsProps {
  tickets: Ticket[];
  rowHeight: number;
  listKey: string;
  label: string;
  openId: string | undefined;
  cursorId: string | undefined;
  scroller: RefObject<HTMLDivElement | null>;
  onNearEnd: () => void;
}

/** Renders only the rows in sight of a list of any length. */
export function ListRows({ tickets, rowHeight, listKey, label, openId, cursorId, scroller, onNearEnd }: ListRowsProps) {
  const { newCount, arriving, onScroll, toTop } = useAnchoredList(scroller, tickets, rowHeight, listKey);
  const cursorIndex = tickets.findIndex(({ id }) => id === cursorId);
  const virtual = useVirtualizer({
    count: tickets.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => tickets[index]!.id,
    // The active row stays mounted when it is scrolled out of sight: aria-activedescendant names it.
    rangeExtractor: (range) => {
      const inSight = defaultRangeExtractor(range);
      return cursorIndex < 0 || inSight.includes(cursorIndex) ? inSight : [...inSight, cursorIndex];
    },
  });
  useEffect(() => {
    virtual.measure();
  }, [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  // With a ticket open the highlight goes first and the thread follows.
  const selectedId = openId && cursorIndex >= 0 ? cursorId : openId;
  const last = items.findLast(({ index }) => index !== cursorIndex)?.index ?? 0;
  useEffect(() => {
    if (last >= tickets.length - 15) onNearEnd();
  }, [last, tickets.length, onNearEnd]);
  useEffect(() => {
    if (cursorIndex >= 0) virtual.scrollToIndex(cursorIndex, { align: 'auto' });
    // Only a move of the cursor scrolls; added and removed rows do not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [cursorId]);
  return (
    <>
      {newCount > 0 && (
        <button type="button" className="new-pill" onClick={toTop}>
          {t('list.new', { count: newCount })}
        </button>
      )}
      <div
        ref={scroller}
        className="rows scroller"
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-activedescendant={cursorIndex >= 0 ? `ticket-${cursorId}` : undefined}
        onScroll={onScroll}
      >
        <div className="rows-space" style={{ blockSize: virtual.getTotalSize() }} role="presentation">
          {items.map(({ index, start, key }) => (
            <TicketRow
              key={key}
              ticket={tickets[index]!}
              index={index}
              total={tickets.length}
              top={start}
              isOpen={tickets[index]!.id === selectedId}
              isCursor={tickets[index]!.id === cursorId}
              isArriving={arriving.has(tickets[index]!.id)}
            />
          ))}
        </div>
      </div>
    </>
  );
}
