import type { Ticket } from '#libs/contracts';
import { queryClient } from '../../api/query-client.js';
import { keys } from '../../api/keys.js';
import { toast } from '../../frame/toast-store.js';
import { t } from '../../i18n/texts.js';
import { useMinute } from '../../lib/minute.js';
import { useMe } from '../../session/me.js';
import { useTicketActions } from '../actions/use-ticket-actions.js';
import { clearDraft, draftKey, useDraft } from '../model/drafts.js';
import { leavesLists } from '../model/leaves-lists.js';
import { updateTicketEverywhere } from '../model/known-tickets.js';
import { sendNow } from '../model/pending-sends.js';
import type { Thread } from '../model/thread-data.js';
import { undoSeconds, undoSend } from '../model/undo-send.js';
import { clearUploads, useUploads } from '../model/uploads.js';

/** Why the button does not send. */
export type SendBlock = 'empty' | 'uploading' | 'missing' | 'window-closed' | 'closed' | null;
export interface Send {
  block: SendBlock;
  now: (options?: { resolve?: boolean; next?: boolean }) => void;
}

/** Sends what stands in the composer. */
export function useSend(ticket: Ticket, missing: string[]): Send {
  const { text, visibility } = useDraft(ticket.id);
  const uploads = useUploads(draftKey(ticket.id, visibility));
  const { agent } = useMe();
  const { openNext, resolve } = useTicketActions(ticket);
  const now = useMinute();
  const isPublic = visibility === 'public';
  const isWindowOver = isPublic && ticket.replyWindowEndsAt !== null && Date.parse(ticket.replyWindowEndsAt) <= now;
  const isEmpty = text.trim() === '' && uploads.length === 0;
  const isOnItsWay = uploads.some(({ state }) => state !== 'stored');
  const block: SendBlock = isEmpty
    ? 'empty'
    : isPublic && ticket.status === 'closed'
      ? 'closed'
      : isWindowOver
        ? 'window-closed'
        : missing.length > 0
          ? 'missing'
          : isOnItsWay
            ? 'uploading'
            : null;
  const send: Send['now'] = ({ resolve: resolves = false, next = false } = {}) => {
    if (block) return;
    const attachments = uploads.flatMap(({ attachment }) => attachment ?? []);
    const sent = sendNow({
      agentId: agent.id,
      ticketId: ticket.id,
      text: text.trim(),
      visibility,
      attachments,
      basedOnSeq: seenSeq(ticket),
      sendAfterSeconds: isPublic ? undoSeconds : 0,
      status: resolves && isPublic ? 'resolved' : undefined,
    });
    clearDraft(ticket.id);
    clearUploads(draftKey(ticket.id, visibility));
    if (isPublic) showStatus(ticket.id, resolves ? 'resolved' : 'pending');
    else if (resolves) resolve();
    if (!next) return;
    openNext();
    // The bubble with its own way back is no longer on screen.
    void sent.then(
      (message) =>
        message &&
        isPublic &&
        toast(t('toast.sent', { number: ticket.number }), {
          forMs: undoSeconds * 1000,
          action: { label: t('action.undo'), run: () => void undoSend(message).catch(() => {}) },
        }),
    );
  };
  return { block, now: send };
}

/** An answer sets the ticket to wait for the customer, or resolves it; the server says so in a moment. */
function showStatus(ticketId: string, status: 'pending' | 'resolved') {
  updateTicketEverywhere(ticketId, (before) => ({ ...before, status }));
  leavesLists(ticketId);
}

/** Place of the newest message that stands on this screen. */
const seenSeq = (ticket: Ticket) =>
  queryClient.getQueryData<Thread>(keys.thread(ticket.id))?.messages.at(-1)?.seq ?? ticket.lastSeq;
