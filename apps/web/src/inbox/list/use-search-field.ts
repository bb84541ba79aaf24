import { useCallback, useEffect, useState } from 'react';
import type { InboxSearch } from '../model/inbox-search.js';
import { viewOf } from '../model/views.js';

/**
 * Whether the list shows its search: while it looks for something, and where one has asked for it until one goes to
 * another view.
 */
export function useSearchField(search: InboxSearch) {
  const { name } = viewOf(search);
  const [openIn, setOpenIn] = useState<string>();
  const close = useCallback(() => setOpenIn(undefined), []);
  useEffect(() => {
    setOpenIn((before) => (search.q ? name : before === name ? before : undefined));
  }, [search.q, name]);
  return { isOpen: Boolean(search.q) || openIn === name, open: () => setOpenIn(name), close };
}
