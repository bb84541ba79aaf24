import type { ChannelContext, Inbound, InboundMessage } from '../../define-channel.js';
import { readOwnMessageId } from './own-message-id.js';
import { readReplyAddress } from './reply-token.js';
import { cleanBlock } from './inbound/clean-text.js';
import { parseInThread } from './inbound/parse-pool.js';
import type { EmailSettings } from './settings.js';

/** Reads a mail to the channel. A mail that we sent ourselves, found in the mailbox, is no message. */
export async function parseDelivery(
  raw: Buffer,
  { settings, tools }: ChannelContext<EmailSettings>,
): Promise<Inbound[]> {
  const inbound = await parseInThread(raw, settings.address);
  const known = inbound.map((item) =>
    item.kind === 'message'
      ? unlessOurs(item, settings.address, tools.mail.messageIdKey)
      : believe(item, tools.mail.messageIdKey),
  );
  return known.map((item) =>
    item.kind === 'unknown' ? { ...item, part: cleanBlock(raw.toString('utf8', 0, 7_000), 8_000) } : item,
  );
}

function unlessOurs(message: InboundMessage, address: string, key: string | Buffer): Inbound {
  if (message.thread?.ownId && readOwnMessageId(key, message.thread.ownId))
    return { kind: 'unknown', reason: 'A mail of our own' };
  if (message.sender.value !== address) return message;
  return fromForm(message, address) ?? { kind: 'unknown', reason: 'A mail from the channel’s own address' };
}

/** A shop's contact form often sends from the shop's own address, with the contact in Reply-To. */
function fromForm(message: InboundMessage, address: string): Inbound | null {
  const { replyTo, ...rest } = message;
  if (!replyTo || readReplyAddress(replyTo).address === address) return null;
  return { ...rest, sender: { ...message.sender, value: replyTo } };
}

/** Accepts a delivery report only with an id that only we could have made. */
function believe(item: Exclude<Inbound, InboundMessage>, key: string | Buffer): Inbound {
  if (item.kind !== 'status' || readOwnMessageId(key, item.externalId)) return item;
  return { kind: 'unknown', reason: 'A delivery report that names no mail of ours' };
}
