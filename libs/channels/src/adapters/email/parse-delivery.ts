import { reason } from '#libs/contracts';
import type { ChannelContext, Inbound, InboundMessage } from '../../define-channel.js';
import { readOwnMessageId } from './mail-ids.js';
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
    return { kind: 'unknown', reason: reason('own-mail') };
  if (message.sender.value !== address) return withBounceOfOurs(message, key);
  // A shop's contact form often sends from the shop's own address, with the contact in Reply-To.
  return message.replyTo ? { ...message, relayed: true } : { kind: 'unknown', reason: reason('mail-from-channel') };
}

/** Keeps a refusal only with an id that only we could have made. */
function withBounceOfOurs({ bounce, ...message }: InboundMessage, key: string | Buffer): InboundMessage {
  return { ...message, ...(bounce && readOwnMessageId(key, bounce.externalId) && { bounce }) };
}

/** Accepts a delivery report only with an id that only we could have made. */
function believe(item: Exclude<Inbound, InboundMessage>, key: string | Buffer): Inbound {
  if (item.kind !== 'status' || readOwnMessageId(key, item.externalId)) return item;
  return { kind: 'unknown', reason: reason('report-of-none') };
}
