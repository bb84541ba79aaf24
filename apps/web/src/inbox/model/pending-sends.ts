import type { Attachment, Message } from '#libs/contracts';
import { isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { explain } from '../../api/explain.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { recall, remember } from '../../lib/local.js';
import { createStore } from '../../lib/store.js';
import { repairLists, repairThread } from '../../realtime/repair.js';
import { restoreDraft } from './drafts.js';
import { markOwnRead } from './mark-read.js';
import { type Thread, mergeMessages } from './thread-data.js';

/** A message that stands on this screen and is not yet known to be stored. */
export interface PendingSend {
  /** The idempotency key: the same through every attempt. */
  key: string;
  agentId: string;
  ticketId: string;
  text: string;
  visibility: 'public' | 'internal';
  attachments: Attachment[];
  basedOnSeq: number;
  sendAfterSeconds: number;
  status?: 'resolved';
  createdAt: string;
  state: 'sending' | 'failed';
  problem?: string;
}

/** What did not reach the server outlives a reload: it waits, marked as not sent, for its person. */
const pending = createStore<PendingSend[]>(
  recall<PendingSend[]>('unsent', []).map((send) => ({ ...send, state: 'failed' as const })),
);
pending.subscribe(() => remember('unsent', pending.get().length ? pending.get() : undefined));

export const usePendingSends = (ticketId: string, agentId: string): PendingSend[] =>
  pending.use().filter((send) => send.ticketId === ticketId && send.agentId === agentId);

/** Shows a message at once and sends it. */
export function sendNow(send: Omit<PendingSend, 'key' | 'state' | 'createdAt'>): Promise<Message | null> {
  const item: PendingSend = {
    ...send,
    key: crypto.randomUUID(),
    createdAt: new Date().toISOString(),
    state: 'sending',
  };
  pending.set((all) => [...all, item]);
  return attempt(item);
}

/** Tries a message again under its old key: had it arrived before, it is not stored twice. */
export function trySendAgain(key: string): void {
  const item = pending.get().find((send) => send.key === key);
  if (!item) return;
  pending.set((all) =>
    all.map((send) => (send.key === key ? { ...send, state: 'sending', problem: undefined } : send)),
  );
  void attempt(item);
}

export const discardSend = (key: string): void => pending.set((all) => all.filter((send) => send.key !== key));

async function attempt(item: PendingSend): Promise<Message | null> {
  const { key, ticketId, text, visibility, attachments, basedOnSeq, sendAfterSeconds, status } = item;
  try {
    const message = await call(
      'sendMessage',
      {
        params: { ticketId },
        body: {
          text,
          visibility,
          attachmentIds: attachments.map(({ id }) => id),
          status,
          ...(visibility === 'public' && { basedOnSeq, sendAfterSeconds }),
        },
      },
      { idempotencyKey: key },
    );
    queryClient.setQueryData<Thread>(
      keys.thread(ticketId),
      (thread) => thread && { ...thread, messages: mergeMessages(thread.messages, [message]) },
    );
    discardSend(key);
    await markOwnRead(ticketId, message.seq);
    repairThread(ticketId);
    repairLists();
    return message;
  } catch (error) {
    if (isProblem(error, 'stale')) handBack(item);
    else
      pending.set((all) =>
        all.map((send) => (send.key === key ? { ...send, state: 'failed', problem: explain(error) } : send)),
      );
    return null;
  }
}

/** Another message came first: the words go back to the composer to be read again before they are sent. */
function handBack({ key, ticketId, text, visibility, attachments }: PendingSend) {
  discardSend(key);
  repairThread(ticketId);
  restoreDraft(ticketId, { text, visibility, attachments, review: true });
}
