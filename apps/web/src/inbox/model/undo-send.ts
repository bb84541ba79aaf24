import type { Message } from '#libs/contracts';
import { call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { repairLists, repairThread } from '../../realtime/repair.js';
import { restoreDraft } from './drafts.js';
import type { Thread } from './thread-data.js';

/** How long an answer waits before it leaves. */
export const undoSeconds = 5;

/** Takes back a message that has not left; its words return to the composer. */
export async function undoSend({ id, ticketId, attachments, visibility }: Message): Promise<void> {
  try {
    const { text } = await call('cancelMessage', { params: { ticketId, messageId: id } });
    queryClient.setQueryData<Thread>(
      keys.thread(ticketId),
      (thread) => thread && { ...thread, messages: thread.messages.filter((message) => message.id !== id) },
    );
    restoreDraft(ticketId, { text, visibility, attachments });
  } finally {
    repairThread(ticketId);
    repairLists();
  }
}
