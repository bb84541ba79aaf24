import { useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useOpenTicketId } from '../frame/on-screen.js';
import { useKeys } from '../keyboard/use-keys.js';
import { classes } from '../lib/join-classes.js';
import { recall, remember } from '../lib/local.js';
import { useContextIsDrawer } from '../lib/use-media.js';
import { useTakeNext } from './actions/use-take-next.js';
import { ContextPane } from './context/context-pane.js';
import { TicketList } from './list/ticket-list.js';
import type { InboxSearch } from './model/inbox-search.js';
import { Splitter, usePaneSizes } from './splitter.js';
import { ThreadPane } from './thread/thread-pane.js';
import { Welcome } from './thread/welcome.js';

/** The list of a view, the open thread, and the context of its ticket. */
export function Inbox() {
  const search = useSearch({ strict: false }) as InboxSearch;
  const openId = useOpenTicketId();
  const isDrawer = useContextIsDrawer();
  const [isWanted, setWanted] = useState(() => recall('context', true));
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const sizes = usePaneSizes();
  const takeNext = useTakeNext();
  useKeys({ t: () => (takeNext ? void takeNext() : false) });
  useEffect(() => {
    setDrawerOpen(false);
  }, [openId]);
  const hasContext = Boolean(openId) && (isDrawer ? isDrawerOpen : isWanted);
  const toggleContext = () => {
    if (isDrawer) setDrawerOpen((open) => !open);
    else setWanted((wanted) => (remember('context', !wanted), !wanted));
  };
  return (
    <div className={classes('panes', openId && 'reading', !hasContext && 'without-context')} style={sizes.style}>
      <div className="pane list-pane">
        <TicketList search={search} openId={openId} />
        <Splitter pane="list" {...sizes} />
      </div>
      {openId ? (
        <ThreadPane key={openId} ticketId={openId} hasContext={hasContext} onToggleContext={toggleContext} />
      ) : (
        <Welcome search={search} />
      )}
      {openId && hasContext && (
        <ContextPane key={`context-${openId}`} ticketId={openId} isDrawer={isDrawer} onClose={toggleContext}>
          {!isDrawer && <Splitter pane="context" {...sizes} />}
        </ContextPane>
      )}
    </div>
  );
}
