import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { keys, queryClient } from '../../api/query-client.js';
import { type Thread, mergeChanges, mergeMessages } from './thread-data.js';

const firstPage = 50;
const maxRounds = 40;

/** A ticket with its messages: loaded once, then kept up to date by fetching what changed since. */
export const threadQuery = (ticketId: string) =>
  queryOptions({
    queryKey: keys.thread(ticketId),
    queryFn: async ({ signal }): Promise<Thread> => {
      const known = queryClient.getQueryData<Thread>(keys.thread(ticketId));
      return known ? repair(known, signal) : load(ticketId, signal);
    },
    refetchInterval: 45_000,
    structuralSharing: false,
  });

/**
 * Fetches the ticket first: what changes while its messages are fetched has a later changeSeq, and the next repair
 * fetches it.
 */
async function load(ticketId: string, signal: AbortSignal): Promise<Thread> {
  const ticket = await call('getTicket', { params: { ticketId } }, { signal });
  const [messages, events] = await Promise.all([
    call(
      'listMessages',
      { params: { ticketId }, query: { beforeSeq: ticket.lastSeq + 1, limit: firstPage } },
      { signal },
    ),
    allEvents(ticketId, signal),
  ]);
  return { ticket, messages: mergeMessages([], messages.items), events, changeSeq: ticket.changeSeq };
}

async function repair(known: Thread, signal: AbortSignal): Promise<Thread> {
  let thread = known;
  for (let round = 0; round < maxRounds; round++) {
    const changes = await call(
      'listChanges',
      { params: { ticketId: known.ticket.id }, query: { after: thread.changeSeq } },
      { signal },
    );
    thread = mergeChanges(withLoadedMeanwhile(thread), changes);
    if (!changes.more) break;
  }
  return thread;
}

/**
 * Earlier messages may have come, and others been read, while changes were fetched: what a repair gives replaces all
 * that the cache holds.
 */
function withLoadedMeanwhile(thread: Thread): Thread {
  const held = queryClient.getQueryData<Thread>(keys.thread(thread.ticket.id));
  return held ? { ...thread, ticket: held.ticket, messages: mergeMessages(held.messages, thread.messages) } : thread;
}

async function allEvents(ticketId: string, signal: AbortSignal): Promise<Thread['events']> {
  const events: Thread['events'] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 5; page++) {
    const answer = await call('listTicketEvents', { params: { ticketId }, query: { limit: 100, cursor } }, { signal });
    events.push(...answer.items);
    if (!answer.nextCursor) break;
    cursor = answer.nextCursor;
  }
  return events;
}

/** Fetches the messages before the first loaded one; false when there are none. */
export async function loadEarlier(ticketId: string): Promise<boolean> {
  const known = queryClient.getQueryData<Thread>(keys.thread(ticketId));
  const first = known?.messages[0]?.seq ?? 1;
  if (!known || first <= 1) return false;
  const { items } = await call('listMessages', { params: { ticketId }, query: { beforeSeq: first, limit: firstPage } });
  queryClient.setQueryData<Thread>(
    keys.thread(ticketId),
    (thread) => thread && { ...thread, messages: mergeMessages(thread.messages, items) },
  );
  return items.length > 0;
}

let waiting: ReturnType<typeof setTimeout> | undefined;

/** Fetches a thread that is likely to be opened, after `delayMs` without a prefetch of another. */
export function prefetchThread(ticketId: string, delayMs: number): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (!queryClient.getQueryData(keys.thread(ticketId))) void queryClient.prefetchQuery(threadQuery(ticketId));
  }, delayMs);
}

/** Refetches one message: the links to its files expire after some minutes. */
export async function refreshMessage(ticketId: string, seq: number): Promise<void> {
  const { items } = await call('listMessages', { params: { ticketId }, query: { afterSeq: seq - 1, limit: 1 } });
  queryClient.setQueryData<Thread>(
    keys.thread(ticketId),
    (thread) => thread && { ...thread, messages: mergeMessages(thread.messages, items) },
  );
}

/** Whether the link of a file has expired or is about to. */
export const isOver = (url: string): boolean =>
  Number(new URL(url, location.origin).searchParams.get('until')) < Date.now() + 5_000;
