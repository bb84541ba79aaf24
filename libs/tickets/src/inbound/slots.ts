import type { InboundMessage, InboundSlotCleared, ReadyChannel } from '#libs/channels';
import { keepEarlyEdit, lockExternalId, takeEarlyEdit } from '#libs/dispatch';
import { type Tx, firstRow } from '#libs/platform';
import type { TicketHints } from '../core/ticket-hints.js';
import { changeMessage } from './apply-edit.js';
import { messageInSlot, placeOfMessage, releaseDelivery, takeSlot } from './received-message.queries.js';

interface PlacedMessage {
  id: string;
  ticketId: string;
  sentAt: Date | null;
}

/** Makes all that changes a slot wait for each other. Take it before other locks: clearing locks a ticket after it. */
export function lockSlot(tx: Tx, channelId: string, { slot }: Pick<InboundMessage, 'slot'>): void {
  if (slot) lockExternalId(tx, channelId, slot);
}

/**
 * Lets a new message be the only one in its slot: of two, the one that was sent first goes, whichever came first. An
 * earlier one is taken away here, and its ticket locked, so call it before a new ticket takes its number.
 * @returns whether the new message itself has to be taken away, once its ticket is there
 */
export async function fillSlot(
  tx: Tx,
  hints: TicketHints,
  channel: ReadyChannel,
  message: PlacedMessage & { slot: string },
): Promise<boolean> {
  const taken = await firstRow<{ before: string | null }>(tx, takeSlot, [channel.id, message.slot, message.id]);
  const before = taken?.before ? await firstRow<PlacedMessage>(tx, placeOfMessage, [taken.before]) : null;
  const isOvertaken = before !== null && isLater(before, message);
  if (isOvertaken) await tx.query(takeSlot, [channel.id, message.slot, before.id]);
  else if (before) await takeAway(tx, hints, before);
  const cleared = await takeEarlyEdit(tx, channel.id, message.slot);
  return isOvertaken || (cleared !== null && !(cleared.at && message.sentAt && cleared.at < message.sentAt));
}

/** Takes the message of a slot away. Before the message itself has come, that is kept until it does. */
export async function clearSlot(
  tx: Tx,
  hints: TicketHints,
  channel: ReadyChannel,
  { slot, at }: InboundSlotCleared,
): Promise<void> {
  lockExternalId(tx, channel.id, slot);
  const message = await firstRow<PlacedMessage>(tx, messageInSlot, [channel.id, slot]);
  if (!message) return keepEarlyEdit(tx, channel.id, { externalId: slot, deleted: true, ...(at && { at }) });
  if (at && message.sentAt && at < message.sentAt) return;
  await tx.query(releaseDelivery, [channel.id, slot]);
  await takeAway(tx, hints, message);
}

/** Takes a message back, as its author would. */
export const takeAway = (tx: Tx, hints: TicketHints, message: PlacedMessage): Promise<void> =>
  changeMessage(tx, hints, message, { deleted: true });

const isLater = (one: PlacedMessage, other: PlacedMessage) =>
  one.sentAt !== null && other.sentAt !== null && one.sentAt > other.sentAt;
