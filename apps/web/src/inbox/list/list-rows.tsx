import { useVirtualizer } from '@tanstack/react-virtual';
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

/** The rows on screen of a list of any length. */
export function ListRows({ tickets, rowHeight, listKey, label, openId, cursorId, scroller, onNearEnd }: ListRowsProps) {
  const { newCount, arriving, onScroll, toTop } = useAnchoredList(scroller, tickets, rowHeight, listKey);
  const virtual = useVirtualizer({
    count: tickets.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => tickets[index]!.id,
  });
  useEffect(() => {
    virtual.measure();
  }, [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= tickets.length - 15) onNearEnd();
  }, [last, tickets.length, onNearEnd]);
  useEffect(() => {
    const index = tickets.findIndex(({ id }) => id === cursorId);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
    // Only a move of the cursor scrolls; rows that come and go do not.
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
        aria-activedescendant={cursorId ? `ticket-${cursorId}` : undefined}
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
              isOpen={tickets[index]!.id === openId}
              isCursor={tickets[index]!.id === cursorId}
              isArriving={arriving.has(tickets[index]!.id)}
            />
          ))}
        </div>
      </div>
    </>
  );
}
