import type { InboundEdit, ReadyChannel } from '#libs/channels';
import { type Tx, appendEvent, firstRow } from '#libs/platform';
import { bumpTicketOf } from '../bump-ticket.js';
import type { TicketHints } from '../ticket-hints.js';
import { searchVector } from '../search/search-words.js';

interface EditedMessage {
  id: string;
  ticketId: string;
}

/** Applies a customer's edit or deletion; one that came before its message is kept for it. */
export async function applyEdit(tx: Tx, hints: TicketHints, channel: ReadyChannel, edit: InboundEdit): Promise<EditedMessage | null> {
  const message = await firstRow<EditedMessage>(tx, `select id, ticket_id as "ticketId" from messages where channel_id = $1 and external_id = $2 and direction = 'inbound'`, [channel.id, edit.externalId]);
  if (message) {
    await change(tx, hints, message, edit);
    return message;
  }
  await tx.query(
    `insert into early_updates (channel_id, external_id, kind, data) values ($1, $2, 'edit', $3)
     on conflict (workspace_id, channel_id, external_id, kind) do update set data = excluded.data`,
    [channel.id, edit.externalId, { text: edit.text ?? null, deleted: edit.deleted ?? false }],
  );
  return null;
}

/** Applies what came before the message itself. */
export async function applyEarlyEdits(tx: Tx, channelId: string, externalId: string, messageId: string): Promise<void> {
  const early = await firstRow<{ data: { text: string | null; deleted: boolean } }>(tx, `delete from early_updates where channel_id = $1 and external_id = $2 and kind = 'edit' returning data`, [channelId, externalId]);
  if (early) await write(tx, messageId, { text: early.data.text ?? undefined, deleted: early.data.deleted });
}

async function change(tx: Tx, hints: TicketHints, { id, ticketId }: EditedMessage, edit: InboundEdit) {
  const ticket = await bumpTicketOf(tx, id);
  await write(tx, id, edit);
  await tx.query('update messages set change_seq = $2 where id = $1', [id, ticket!.changeSeq]);
  await appendEvent(tx, { type: 'MessageChanged', ticketId, payload: { messageId: id } });
  hints.changed(tx, ticket!, { visitors: true });
}

async function write(tx: Tx, messageId: string, { text, deleted }: { text?: string; deleted?: boolean }) {
  if (deleted) {
    await tx.query(`update messages set text = '', html = null, quoted = null, search = null, deleted_at = now() where id = $1`, [messageId]);
  } else if (text !== undefined) {
    await tx.query('update messages set text = $2, html = null, search = $3::tsvector, edited_at = now() where id = $1 and deleted_at is null', [messageId, text, searchVector(text)]);
  }
}
