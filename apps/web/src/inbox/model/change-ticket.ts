import type { Ticket } from '#libs/contracts';
import { explain, isProblem } from '../../api/api-error.js';
import { type RequestInput, call } from '../../api/call.js';
import { keys, queryClient } from '../../api/query-client.js';
import { toast } from '../../frame/toasts.js';
import { t } from '../../i18n/texts.js';
import { repairCounts, repairLists, repairThread } from '../../realtime/repair.js';
import { knownTicket, removeFromUnmatchedLists, updateTicketEverywhere } from './known-tickets.js';

export type TicketChange = RequestInput<'updateTicket'>['body'];

/**
 * Changes a ticket optimistically and rolls back when the server refuses. With `toastText`, a toast offers to undo it.
 * @returns whether the server accepted the change
 */
export async function changeTicket(
  ticketId: string,
  change: TicketChange,
  { toastText, force = false }: { toastText?: string; force?: boolean } = {},
): Promise<boolean> {
  const before = knownTicket(ticketId);
  await queryClient.cancelQueries({ queryKey: keys.lists });
  const lists = queryClient.getQueriesData({ queryKey: keys.lists });
  updateTicketEverywhere(ticketId, (ticket) => applied(ticket, change));
  removeFromUnmatchedLists(ticketId);
  const closeToast =
    toastText && before
      ? toast(toastText, { action: { label: t('action.undo'), run: () => void undo(before, change) } })
      : undefined;
  try {
    const ticket = await call('updateTicket', {
      params: { ticketId },
      body: { ...change, ...(before && !force && { basedOnChangeSeq: before.changeSeq }) },
    });
    updateTicketEverywhere(ticketId, () => ticket);
    return true;
  } catch (error) {
    closeToast?.();
    for (const [key, data] of lists) queryClient.setQueryData(key, data);
    if (before) updateTicketEverywhere(ticketId, () => before);
    toast(isProblem(error, 'conflict') ? t('problem.overtaken') : explain(error), { tone: 'bad' });
    return false;
  } finally {
    repairThread(ticketId);
    repairLists();
    repairCounts();
  }
}

/** The ticket as it will be after a change. */
function applied(ticket: Ticket, { addTags = [], removeTags = [], ...rest }: TicketChange): Ticket {
  const { basedOnChangeSeq: _, ...plain } = rest;
  const tags = [
    ...ticket.tags.filter((tag) => !removeTags.includes(tag)),
    ...addTags.filter((tag) => !ticket.tags.includes(tag)),
  ];
  return {
    ...ticket,
    ...plain,
    tags,
    snoozedUntil: plain.status && plain.status !== 'snoozed' ? null : (plain.snoozedUntil ?? ticket.snoozedUntil),
  };
}

/** Reverts one change; what others changed since stays. */
async function undo(before: Ticket, change: TicketChange): Promise<void> {
  const back: TicketChange = {};
  if (change.status) {
    back.status = before.status === 'closed' ? 'resolved' : before.status;
    if (before.status === 'snoozed' && before.snoozedUntil) back.snoozedUntil = before.snoozedUntil;
  }
  if (change.assigneeId !== undefined) back.assigneeId = before.assigneeId;
  if (change.teamId !== undefined) back.teamId = before.teamId;
  if (change.priority) back.priority = before.priority;
  if (change.addTags) back.removeTags = change.addTags.filter((tag) => !before.tags.includes(tag));
  if (change.removeTags) back.addTags = change.removeTags.filter((tag) => before.tags.includes(tag));
  // It may run before the response to the change itself, which must not count as a conflict.
  await changeTicket(before.id, back, { force: true });
}
