import type { InboundReference } from '#libs/channels';
import { type Tx, firstRow } from '#libs/platform';
import type { StoredReference } from '../core/message-reference.js';
import { messageByProviderId } from './received-message.queries.js';

interface KnownMessage {
  id: string;
  ticketId: string;
  contactId: string;
  text: string;
  isDeleted: boolean;
}

const longest = 1_000;

/**
 * Finds the message that a new one answers. One of the same ticket is stored by its id, so that its edits and deletions
 * are seen; of an earlier ticket of the contact, the words that they quote are copied, since who sees this ticket may
 * not see that one.
 */
export async function resolveReference(
  tx: Tx,
  { channelId, ticketId, contactId }: { channelId: string; ticketId: string; contactId: string },
  about: InboundReference | undefined,
): Promise<StoredReference | null> {
  if (!about) return null;
  const { quoted, ...rest } = about;
  if (!quoted) return rest;
  const { externalId, text, author } = quoted;
  const known = externalId ? await firstRow<KnownMessage>(tx, messageByProviderId, [channelId, externalId]) : null;
  const words = { ...(text && { text }), ...(author && { author }) };
  if (!known) return { ...rest, quoted: words };
  // A chosen part differs from the whole: keep it. The whole is read when it is shown.
  const part = text && text !== known.text.slice(0, longest) ? words : { ...(author && { author }) };
  if (known.ticketId === ticketId) return { ...rest, quoted: { ...part, messageId: known.id } };
  const isTheirs = known.contactId === contactId && !known.isDeleted;
  return { ...rest, quoted: isTheirs ? { ...words, text: text ?? known.text.slice(0, longest) } : words };
}
