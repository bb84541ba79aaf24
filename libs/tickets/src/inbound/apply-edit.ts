import type { InboundEdit, ReadyChannel } from '#libs/channels';
import { keepEarlyEdit, takeEarlyEdit } from '#libs/dispatch';
import { type Tx, firstRow, newId, publish, searchVector } from '#libs/platform';
import { bumpTicketOf } from '../core/bump-ticket.js';
import { MessageChanged } from '../core/events.js';
import { followEdit } from '../core/show-last-message.js';
import type { TicketHints } from '../core/ticket-hints.js';

interface EditedMessage {
  id: string;
  ticketId: string;
}

/** Applies a contact's edit or deletion. One that arrives before its message is kept until the message arrives. */
export async function applyEdit(
  tx: Tx,
  hints: TicketHints,
  channel: ReadyChannel,
  edit: InboundEdit,
): Promise<EditedMessage | null> {
  let message = await find(tx, channel, edit);
  if (!message && (await claimOriginal(tx, channel, edit))) {
    await keepEarlyEdit(tx, channel.id, edit);
    await tx.query('delete from received_deliveries where channel_id = $1 and external_id = $2', [
      channel.id,
      edit.externalId,
    ]);
    return null;
  }
  message ??= await find(tx, channel, edit);
  if (message) await change(tx, hints, message, edit);
  else await keepEarlyEdit(tx, channel.id, edit);
  return message;
}

const find = (tx: Tx, channel: ReadyChannel, { externalId }: InboundEdit): Promise<EditedMessage | null> =>
  firstRow<EditedMessage>(
    tx,
    `select id, ticket_id as "ticketId" from messages where channel_id = $1 and external_id = $2 and direction = 'inbound'`,
    [channel.id, externalId],
  );

/**
 * Takes the original's unique key until the commit, so that this edit and the original's insert wait for each other:
 * the later one sees the earlier. Returns false when the original has been stored in the meantime.
 */
async function claimOriginal(tx: Tx, channel: ReadyChannel, { externalId }: InboundEdit): Promise<boolean> {
  return (
    (await firstRow(
      tx,
      'insert into received_deliveries (channel_id, external_id, message_id) values ($1, $2, $3) on conflict do nothing returning 1',
      [channel.id, externalId, newId()],
    )) !== null
  );
}

/** Applies an edit that arrived before its message and returns the new text; null without one. */
export async function applyEarlyEdits(
  tx: Tx,
  channelId: string,
  externalId: string,
  messageId: string,
): Promise<string | null> {
  const early = await takeEarlyEdit(tx, channelId, externalId);
  return early && write(tx, messageId, early);
}

async function change(tx: Tx, hints: TicketHints, { id, ticketId }: EditedMessage, edit: InboundEdit) {
  const ticket = await bumpTicketOf(tx, id);
  const before = await firstRow<{ text: string; authorId: string | null }>(
    tx,
    'select text, author_id as "authorId" from messages where id = $1',
    [id],
  );
  const after = await write(tx, id, edit);
  if (after !== null) await followEdit(tx, ticketId, { id, before: before!.text, after });
  await tx.query('update messages set change_seq = $2 where id = $1', [id, ticket!.changeSeq]);
  publish(tx, MessageChanged, {
    ticketId,
    actor: { kind: 'contact', id: before!.authorId },
    messageId: id,
    changed: { text: true, ...(edit.deleted && { deleted: true }) },
  });
  hints.changed(tx, ticket!, ['edit'], { visitors: true });
}

/** Returns the message's new text; null when nothing changed, for example when it was already taken back. */
async function write(
  tx: Tx,
  messageId: string,
  { text, deleted }: { text?: string; deleted?: boolean },
): Promise<string | null> {
  const written = deleted
    ? await firstRow<{ text: string }>(
        tx,
        `update messages set text = '', html = null, quoted = null, search = null, deleted_at = now() where id = $1 returning text`,
        [messageId],
      )
    : text === undefined
      ? null
      : await firstRow<{ text: string }>(
          tx,
          'update messages set text = $2, html = null, search = $3::tsvector, edited_at = now() where id = $1 and deleted_at is null returning text',
          [messageId, text, searchVector(text)],
        );
  return written?.text ?? null;
}
