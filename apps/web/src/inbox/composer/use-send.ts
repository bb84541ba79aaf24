import type { Ticket } from '#libs/contracts';
import { toast } from '../../frame/toasts.js';
import { t } from '../../i18n/texts.js';
import { useMinute } from '../../lib/now.js';
import { useMe } from '../../session/me.js';
import { useTicketActions } from '../actions/use-ticket-actions.js';
import { clearDraft, draftKey, useDraft } from '../model/drafts.js';
import { removeFromUnmatchedLists, updateTicketEverywhere } from '../model/known-tickets.js';
import { newestSeen, useOvertaking } from '../model/overtaking.js';
import { sendNow, undoSeconds, undoSend } from '../model/pending-sends.js';
import { chooseRecipient, useRecipients } from '../model/recipients.js';
import { clearUploads, useUploads } from '../model/uploads.js';

/** Why the message cannot be sent now; null when it can. */
export type SendBlock =
  | 'empty'
  | 'uploading'
  | 'missing'
  | 'recipient'
  | 'overtaken'
  | 'window-closed'
  | 'closed'
  | null;
export interface Send {
  block: SendBlock;
  now: (options?: { resolve?: boolean; next?: boolean }) => void;
}

/**
 * Sends the draft in the composer.
 * @param placeholders those in the text
 * @param missing those of them that the agent has not confirmed
 */
export function useSend(ticket: Ticket, placeholders: string[], missing: string[]): Send {
  const { text, visibility, basedOnSeq, review } = useDraft(ticket.id);
  const uploads = useUploads(draftKey(ticket.id, visibility));
  const { agent } = useMe();
  const { openNext, resolve } = useTicketActions(ticket);
  const recipients = useRecipients(ticket.id);
  const isOvertaken = useOvertaking(ticket.id, basedOnSeq).length > 0 || review;
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
        : isPublic && isOvertaken
          ? 'overtaken'
          : isPublic && missing.length > 0
            ? 'missing'
            : isPublic && recipients.isOpen
              ? 'recipient'
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
      basedOnSeq: basedOnSeq ?? newestSeen(ticket.id),
      sendAfterSeconds: isPublic ? undoSeconds : 0,
      status: resolves && isPublic ? 'resolved' : undefined,
      asTyped: isPublic && placeholders.length > 0,
      answerTo: isPublic ? recipients.answerTo : undefined,
    });
    if (isPublic) chooseRecipient(ticket.id, undefined);
    clearDraft(ticket.id);
    clearUploads(draftKey(ticket.id, visibility));
    if (isPublic) showStatus(ticket.id, resolves ? 'resolved' : 'pending');
    else if (resolves) resolve();
    if (!next) return;
    openNext();
    // The message with its own undo is no longer on screen.
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

/** Shows the status that the answer will set, before the server confirms it. */
export function showStatus(ticketId: string, status: 'pending' | 'resolved') {
  updateTicketEverywhere(ticketId, (before) => ({ ...before, status }));
  removeFromUnmatchedLists(ticketId);
}
