import type { InboundEdit, ReadyChannel } from '#libs/channels';
import type { TicketPart } from '#libs/contracts';
import { keepEarlyEdit, takeEarlyEdit } from '#libs/dispatch';
import { type Tx, firstRow, newId, publish, searchVector } from '#libs/platform';
import { bumpTicketOf } from '../core/change-message.js';
import { MessageChanged, TicketChanged } from '../core/events.js';
import { followEdit } from '../core/ticket-text.js';
import type { TicketHints } from '../core/ticket-hints.js';
import { replaceFiles } from '../files/store-files.js';
import {
  claimDelivery,
  markChanged,
  originalOfEdit,
  releaseDelivery,
  rewrite,
  takeBack,
  textBefore,
} from './received-message.queries.js';

interface EditedMessage {
  id: string;
  ticketId: string;
}

/** Applies an edit or deletion by the author. One that arrives before its message is kept until the message arrives. */
export async function applyEdit(
  tx: Tx,
  hints: TicketHints,
  channel: ReadyChannel,
  edit: InboundEdit,
): Promise<EditedMessage | null> {
  let message = await find(tx, channel, edit);
  if (!message && (await claimOriginal(tx, channel, edit))) {
    await keepEarlyEdit(tx, channel.id, edit);
    await tx.query(releaseDelivery, [channel.id, edit.externalId]);
    return null;
  }
  message ??= await find(tx, channel, edit);
  if (message) await changeMessage(tx, hints, message, edit);
  else await keepEarlyEdit(tx, channel.id, edit);
  return message;
}

const find = (tx: Tx, channel: ReadyChannel, { externalId, ours }: InboundEdit): Promise<EditedMessage | null> =>
  firstRow<EditedMessage>(tx, originalOfEdit, [channel.id, externalId, ours ? 'outbound' : 'inbound']);

/**
 * Takes the original's unique key until the commit, so that this edit and the original's insert wait for each other:
 * the later one sees the earlier. Returns false when the original has been stored in the meantime.
 */
async function claimOriginal(tx: Tx, channel: ReadyChannel, { externalId }: InboundEdit): Promise<boolean> {
  return (await firstRow(tx, claimDelivery, [channel.id, externalId, newId()])) !== null;
}

/** Applies an edit that arrived before its message and returns the new text; null without one. */
export async function applyEarlyEdits(
  tx: Tx,
  channelId: string,
  externalId: string,
  message: EditedMessage,
): Promise<string | null> {
  const early = await takeEarlyEdit(tx, channelId, externalId);
  return early && ((await write(tx, message, early))?.text ?? null);
}

type Change = Pick<InboundEdit, 'text' | 'files' | 'deleted' | 'at'>;

/** Changes a message as its author did; does nothing when the author has changed it later. */
export async function changeMessage(tx: Tx, hints: TicketHints, message: EditedMessage, edit: Change): Promise<void> {
  const { id, ticketId } = message;
  const ticket = await bumpTicketOf(tx, id);
  const before = await firstRow<TextBefore>(tx, textBefore, [id]);
  const after = await write(tx, message, edit);
  if (!ticket || !before || !after) return;
  const renamed = await followEdit(tx, ticketId, { id, before: before.text, after: after.text });
  await tx.query(markChanged, [id, ticket.changeSeq]);
  const actor = { kind: before.authorKind, id: before.authorId };
  // No entry of history: it would keep the words that their author has taken back.
  if (renamed) publish(tx, TicketChanged, { ticketId, actor, changed: { subject: true } });
  publish(tx, MessageChanged, {
    ticketId,
    actor,
    messageId: id,
    changed: { text: true, ...(edit.deleted && { deleted: true }), ...(edit.files && { files: true }) },
    hasFilesToFetch: after.hasFilesToFetch,
  });
  const parts: TicketPart[] = [
    'edit',
    ...(edit.files ? (['files'] as const) : []),
    ...(renamed ? (['subject'] as const) : []),
  ];
  hints.changed(tx, ticket, parts, { visitors: true });
}

interface TextBefore {
  text: string;
  authorKind: 'contact' | 'agent';
  authorId: string | null;
}

/** Returns the message as it is now; null when nothing changed, for example when it was already taken back. */
async function write(
  tx: Tx,
  { id, ticketId }: EditedMessage,
  { text, files, deleted, at }: Change,
): Promise<{ text: string; hasFilesToFetch: boolean } | null> {
  const written = deleted
    ? await firstRow<{ text: string }>(tx, takeBack, [id])
    : text === undefined
      ? null
      : await firstRow<{ text: string }>(tx, rewrite, [id, text, searchVector(text), at ?? null]);
  if (!written) return null;
  const hasFilesToFetch = files && !deleted ? await replaceFiles(tx, ticketId, id, files) : false;
  return { text: written.text, hasFilesToFetch };
}
