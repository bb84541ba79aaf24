import type { InboundReference } from '#libs/channels';
import type { MessageReference } from '#libs/contracts';

/** What a message refers to, as it is stored: the message it answers by our id where we have it. */
export type StoredReference = Omit<InboundReference, 'quoted'> & {
  quoted?: { messageId?: string; text?: string; author?: string };
};

/** The message that another one answers, as it is now; null when it was taken back, or is on another ticket. */
export interface QuotedMessage {
  id: string;
  text: string;
  author: string | null;
}

/** Describes what a message refers to. Of an answered message the words of now are shown, unless a part was chosen. */
export function describeReference(
  about: StoredReference | null,
  quotedMessage: QuotedMessage | null,
): MessageReference | null {
  if (!about) return null;
  const { quoted, forwarded, ad, product } = about;
  return {
    quoted: quoted ? describeQuoted(quoted, quotedMessage) : null,
    forwarded: forwarded ? { from: forwarded.from ?? null, often: forwarded.often ?? false } : null,
    ad: ad ? { title: ad.title ?? null, text: ad.text ?? null, url: ad.url ?? null } : null,
    product: product ? { id: product.id, catalog: product.catalog ?? null } : null,
  };
}

function describeQuoted(
  { text, author, messageId }: NonNullable<StoredReference['quoted']>,
  now: QuotedMessage | null,
): MessageReference['quoted'] {
  if (now) return { messageId: now.id, text: text ?? now.text, author: now.author ?? author ?? null };
  // Words of a message of ours that is gone go with it.
  return { messageId: null, text: messageId ? null : (text ?? null), author: author ?? null };
}
