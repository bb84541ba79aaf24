import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../i18n/texts.js';
import { useMe } from '../../session/me.js';
import type { PendingSend } from '../model/pending-sends.js';
import type { Thread } from '../model/thread-data.js';
import { loadEarlier } from '../model/thread-query.js';
import { threadItems } from './thread-items.js';
import { ThreadRow } from './thread-row.js';

const isEdge = (element: HTMLElement) => element.scrollTop < 200;

/** Renders only the rows in sight of a thread of any length, anchored at its end. */
export function ThreadMessages({ thread, sends }: { thread: Thread; sends: PendingSend[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const earlier = useEarlier(thread, scroller);
  const items = useMemo(() => threadItems(thread, sends), [thread, sends]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]!.kind === 'day' || items[index]!.kind === 'event' ? 31 : 96),
    getItemKey: (index) => items[index]!.key,
    overscan: 6,
    paddingStart: earlier.isThere ? 40 : 14,
    paddingEnd: 4,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: 80,
  });
  const news = useNewsBelow(thread, scroller);
  useLayoutEffect(() => {
    virtual.scrollToEnd();
  }, [virtual]);
  return (
    <div
      ref={scroller}
      className="messages scroller"
      role="log"
      aria-label={t('thread.messages')}
      aria-busy={earlier.isLoading}
      tabIndex={0}
      onScroll={(event) => {
        news.check();
        if (isEdge(event.currentTarget)) earlier.load();
      }}
    >
      <div className="messages-space" style={{ blockSize: virtual.getTotalSize() }}>
        {earlier.isThere && (
          <button type="button" className="earlier" onClick={earlier.load}>
            {t('thread.earlier')}
          </button>
        )}
        {virtual.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className="thread-item"
            style={{ transform: `translateY(${start}px)` }}
          >
            <ThreadRow item={items[index]!} ticket={thread.ticket} />
          </div>
        ))}
      </div>
      {news.isThere && (
        <div className="news-below">
          <button type="button" className="new-pill" onClick={news.toEnd}>
            {t('thread.news')}
          </button>
        </div>
      )}
    </div>
  );
}

/** Loads earlier messages when the agent scrolls near the first one. */
function useEarlier(thread: Thread, scroller: React.RefObject<HTMLDivElement | null>) {
  const [isLoading, setLoading] = useState(false);
  const isThere = (thread.messages[0]?.seq ?? 1) > 1;
  const load = () => {
    if (!isThere || isLoading || !scroller.current) return;
    setLoading(true);
    void loadEarlier(thread.ticket.id)
      .catch(() => {})
      .finally(() => setLoading(false));
  };
  return { isThere, isLoading, load };
}

const nearEnd = 80;

/** Whether a message of another author was added below what is in sight; `check` is to be called on scroll. */
function useNewsBelow(thread: Thread, scroller: RefObject<HTMLElement | null>) {
  const me = useMe();
  const newest = thread.messages.findLast(({ author }) => author.id !== me.agent.id)?.seq ?? 0;
  const isAtEnd = useRef(true);
  const [seen, setSeen] = useState(newest);
  useLayoutEffect(() => {
    if (isAtEnd.current) setSeen(newest);
  }, [newest]);
  // The typing line and a taller composer shrink the list from below: keep its end in sight.
  useLayoutEffect(() => {
    const element = scroller.current!;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  const check = () => {
    const { scrollHeight, scrollTop, clientHeight } = scroller.current!;
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
    if (isAtEnd.current) setSeen(newest);
  };
  return {
    isThere: newest > seen,
    check,
    toEnd: () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight }),
  };
}
