import { useLayoutEffect, useRef, useState } from 'react';
import type { Ticket } from '#libs/contracts';

const scrollTops = new Map<string, number>();

interface AnchoredList {
  onScroll: () => void;
  /** How many tickets were added above what is in sight. */
  newCount: number;
  /** Tickets that were added while the list was at its top. */
  arriving: ReadonlySet<string>;
  toTop: () => void;
}

const none: ReadonlySet<string> = new Set();

/** Keeps the rows in sight in place when others are added above them, and restores the scroll position of each list. */
export function useAnchoredList(
  element: React.RefObject<HTMLElement | null>,
  tickets: Ticket[],
  rowHeight: number,
  listKey: string,
): AnchoredList {
  const known = useRef<{ key: string; ids: string[] }>({ key: '', ids: [] });
  const [newIds, setNewIds] = useState<ReadonlySet<string>>(none);
  const [arriving, setArriving] = useState<ReadonlySet<string>>(none);

  useLayoutEffect(() => {
    const list = element.current;
    const before = known.current;
    const ids = tickets.map(({ id }) => id);
    if (!list || ids.length === 0) return;
    known.current = { key: listKey, ids };
    if (before.key !== listKey) {
      list.scrollTop = scrollTops.get(listKey) ?? 0;
      setNewIds(none);
      return;
    }
    const old = new Set(before.ids);
    const fresh = ids.filter((id) => !old.has(id));
    if (list.scrollTop < rowHeight / 2) {
      if (fresh.length && fresh.length < 20) setArriving(new Set(fresh));
      return;
    }
    const topIndex = Math.floor(list.scrollTop / rowHeight);
    const anchor = before.ids.slice(topIndex).find((id) => ids.includes(id));
    if (!anchor) return;
    const moved = ids.indexOf(anchor) - before.ids.indexOf(anchor);
    if (moved !== 0) list.scrollTop += moved * rowHeight;
    const above = fresh.filter((id) => ids.indexOf(id) < ids.indexOf(anchor));
    if (above.length) setNewIds((all) => new Set([...all, ...above]));
  }, [element, tickets, rowHeight, listKey]);

  return {
    newCount: newIds.size,
    arriving,
    onScroll: () => {
      const top = element.current?.scrollTop ?? 0;
      scrollTops.set(listKey, top);
      if (top < rowHeight && newIds.size) setNewIds(none);
    },
    toTop: () => element.current?.scrollTo({ top: 0 }),
  };
}
