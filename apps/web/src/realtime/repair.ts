import { keys } from '../api/keys.js';
import { queryClient } from '../api/query-client.js';
import { createRepairer } from './repairer.js';

const refetch = (queryKey: readonly unknown[]) => queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false });

/** The loaded window of the list, fetched again: order by activity is not order of commit. */
export const repairLists = createRepairer(() => refetch(keys.lists), 400);
export const repairCounts = createRepairer(() => refetch(keys.counts), 1500);

const threads = new Map<string, () => void>();

/** Fetches what changed on a ticket since what we have of it; its clocks follow a change a moment later. */
export function repairThread(ticketId: string): void {
  let repair = threads.get(ticketId);
  if (!repair)
    threads.set(
      ticketId,
      (repair = createRepairer(
        () => Promise.all([refetch(keys.thread(ticketId)), refetch(keys.clocks(ticketId))]),
        50,
      )),
    );
  repair();
}

/** Everything on screen may be stale: after a pause, a sleep, a restart of the server. */
export function repairAll(): void {
  repairLists();
  repairCounts();
  for (const query of queryClient.getQueryCache().findAll({ queryKey: keys.threads }))
    repairThread(String(query.queryKey[1]));
}
