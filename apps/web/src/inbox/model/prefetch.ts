import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { threadQuery } from './thread-query.js';

let waiting: ReturnType<typeof setTimeout> | undefined;

/** Fetches a thread before it is opened, when it is likely to be: after `delayMs` of no other wish. */
export function prefetchThread(ticketId: string, delayMs: number): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (!queryClient.getQueryData(keys.thread(ticketId))) void queryClient.prefetchQuery(threadQuery(ticketId));
  }, delayMs);
}
