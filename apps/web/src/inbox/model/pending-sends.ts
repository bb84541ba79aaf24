import type { Attachment, Message, TemplateToSend } from '#libs/contracts';
import { explain, isProblem } from '../../api/api-error.js';
import { call } from '../../api/call.js';
import { keys, queryClient } from '../../api/query-client.js';
import { recall, remember } from '../../lib/local.js';
import { createStore } from '../../lib/store.js';
import { repairLists, repairThread } from '../../realtime/repair.js';
import { restoreDraft } from './drafts.js';
import { markOwnRead } from './read-thread.js';
import { restoreTemplate } from './templates.js';
import { type Thread, mergeMessages } from './thread-data.js';

/** A message that is shown but not yet confirmed by the server. */
export interface PendingSend {
  /** The idempotency key, the same for every attempt. */
  key: string;
  agentId: string;
  ticketId: string;
  /** Of a template, what its reader sees. */
  text: string;
  template?: TemplateToSend;
  /** The language of a template. */
  locale?: string;
  visibility: 'public' | 'internal';
  attachments: Attachment[];
  basedOnSeq: number;
  sendAfterSeconds: number;
  status?: 'resolved';
  /** The agent has confirmed the placeholders in the text. */
  asTyped?: boolean;
  /** The message whose author is answered, where it is not the contact. */
  answerTo?: string;
  createdAt: string;
  state: 'sending' | 'failed';
  problem?: string;
}

/** Unconfirmed messages survive a reload: they are shown as failed, for the agent to send again. */
const pending = createStore<PendingSend[]>(
  recall<PendingSend[]>('unsent', []).map((send) => ({ ...send, state: 'failed' as const })),
);
pending.subscribe(() => remember('unsent', pending.get().length ? pending.get() : undefined));

export const usePendingSends = (ticketId: string, agentId: string): PendingSend[] =>
  pending.use().filter((send) => send.ticketId === ticketId && send.agentId === agentId);

/**
 * Shows a message at once and sends it.
 * @returns the stored message, or null when it failed
 */
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

/** Sends a message again under its old key: had it arrived before, it is not stored twice. */
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
  const { key, ticketId, text, template, visibility, attachments, basedOnSeq, ...rest } = item;
  const { sendAfterSeconds, status, asTyped, answerTo } = rest;
  try {
    const message = await call(
      'sendMessage',
      {
        params: { ticketId },
        body: {
          ...(template ? { template } : { text, attachmentIds: attachments.map(({ id }) => id) }),
          visibility,
          status,
          asTyped: asTyped || undefined,
          answerTo,
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
    if (isProblem(error, 'stale')) returnToComposer(item);
    else
      pending.set((all) =>
        all.map((send) => (send.key === key ? { ...send, state: 'failed', problem: explain(error) } : send)),
      );
    return null;
  }
}

/** Another message came first: returns the text to the composer, so that it is read again before it is sent. */
function returnToComposer(item: PendingSend) {
  discardSend(item.key);
  repairThread(item.ticketId);
  if (item.template) restoreTemplate(item.ticketId);
  else restoreDraft(item.ticketId, { ...item, review: true });
}

/** Returns what could not be sent to the composer, to be changed. */
export function editSend(send: PendingSend): void {
  discardSend(send.key);
  if (send.template) restoreTemplate(send.ticketId);
  else restoreDraft(send.ticketId, send);
}

/** How long the server holds an answer before it sends it, in seconds. */
export const undoSeconds = 5;

/** Cancels a message that is not sent yet and returns its text to the composer. */
export async function undoSend({ id, ticketId, attachments, visibility, seq, template }: Message): Promise<void> {
  try {
    const { text } = await call('cancelMessage', { params: { ticketId, messageId: id } });
    queryClient.setQueryData<Thread>(
      keys.thread(ticketId),
      (thread) => thread && { ...thread, messages: thread.messages.filter((message) => message.id !== id) },
    );
    if (template) restoreTemplate(ticketId);
    else restoreDraft(ticketId, { text, visibility, attachments, basedOnSeq: seq });
  } finally {
    repairThread(ticketId);
    repairLists();
  }
}
