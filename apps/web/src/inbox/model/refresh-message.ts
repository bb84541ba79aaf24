import { call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { type Thread, mergeMessages } from './thread-data.js';

/** Fetches one message anew: the links to its files are good for some minutes only. */
export async function refreshMessage(ticketId: string, seq: number): Promise<void> {
  const { items } = await call('listMessages', { params: { ticketId }, query: { afterSeq: seq - 1, limit: 1 } });
  queryClient.setQueryData<Thread>(
    keys.thread(ticketId),
    (thread) => thread && { ...thread, messages: mergeMessages(thread.messages, items) },
  );
}

/** Whether a file's link has run out, or is about to. */
export const isOver = (url: string): boolean =>
  Number(new URL(url, location.origin).searchParams.get('until')) < Date.now() + 5_000;
