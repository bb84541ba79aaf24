import type { TicketPart } from '#libs/contracts';
import { keys, queryClient } from '../api/query-client.js';
import { createRepairer } from './repairer.js';

const refetch = (queryKey: readonly unknown[]) => queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false });

/** Refetches all loaded pages of the lists: the order by activity differs from the order of commits. */
export const repairLists = createRepairer(() => refetch(keys.lists), 400);
export const repairCounts = createRepairer(() => refetch(keys.counts), 1500);
export const repairChannels = createRepairer(() => refetch(keys.channels), 400);

const threads = new Map<string, () => void>();
const clocks = new Map<string, () => void>();

const repairMessages = (ticketId: string): void => repairerOf(threads, ticketId, keys.thread(ticketId))();
const repairClocks = (ticketId: string): void => repairerOf(clocks, ticketId, keys.clocks(ticketId))();

/** Fetches what changed on a ticket since the cached state, and its clocks. */
export function repairThread(ticketId: string): void {
  repairMessages(ticketId);
  repairClocks(ticketId);
}

function repairerOf(repairers: Map<string, () => void>, ticketId: string, queryKey: readonly unknown[]): () => void {
  const known = repairers.get(ticketId);
  if (known) return known;
  const made = createRepairer(() => refetch(queryKey), 50);
  repairers.set(ticketId, made);
  return made;
}

const inCounts = new Set<TicketPart>(['opened', 'status', 'assignee', 'team', 'clock']);
const inClocks = new Set<TicketPart>(['opened', 'message', 'status', 'team', 'priority', 'clock']);
/** Parts of a ticket that no row of a list shows. */
const outsideLists = new Set<TicketPart>(['files', 'delivery']);

/**
 * Refetches what shows the changed parts of a ticket; without `changed`, from an older server, everything. A hidden
 * page is repaired when it becomes visible.
 */
export function repairChanged(ticketId: string, changed: TicketPart[] | undefined): void {
  if (document.visibilityState === 'hidden') return;
  const concerns = (shows: (part: TicketPart) => boolean) => !changed || changed.some(shows);
  repairMessages(ticketId);
  if (concerns((part) => inClocks.has(part))) repairClocks(ticketId);
  if (concerns((part) => !outsideLists.has(part))) repairLists();
  if (concerns((part) => inCounts.has(part))) repairCounts();
}

/** Refetches everything on screen: after a disconnection, a sleep or a restart of the server. */
export function repairAll(): void {
  repairLists();
  repairCounts();
  repairChannels();
  for (const query of queryClient.getQueryCache().findAll({ queryKey: keys.threads }))
    repairThread(String(query.queryKey[1]));
}
