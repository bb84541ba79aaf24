import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useMe } from '../../session/me.js';
import type { Thread } from '../model/thread-data.js';

const nearEnd = 80;

/** Whether something of others came in below what is read, and what tells and undoes that. */
export function useNewsBelow(thread: Thread, scroller: RefObject<HTMLElement | null>) {
  const me = useMe();
  const newest = thread.messages.findLast(({ author }) => author.id !== me.agent.id)?.seq ?? 0;
  const isAtEnd = useRef(true);
  const [seen, setSeen] = useState(newest);
  useLayoutEffect(() => {
    if (isAtEnd.current) setSeen(newest);
  }, [newest]);
  // A line about who is here, or a taller composer, takes room from below: the end stays in sight.
  useLayoutEffect(() => {
    const element = scroller.current!;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  const look = () => {
    const { scrollHeight, scrollTop, clientHeight } = scroller.current!;
    isAtEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
    if (isAtEnd.current) setSeen(newest);
  };
  return {
    isThere: newest > seen,
    look,
    toEnd: () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight }),
  };
}
