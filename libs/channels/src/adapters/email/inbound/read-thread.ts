import type { InboundMessage } from '../../../define-channel.js';
import { looksLikeOwnMessageId, readReplyAddress } from '../mail-ids.js';
import type { MailHeaders } from './mail-headers.js';
import { readMailboxes } from './read-mailboxes.js';

const recipientFields = ['to', 'cc', 'delivered-to', 'x-original-to', 'envelope-to', 'x-envelope-to'];
const maxIds = 100;
/** How many of the mails of others that it answers are looked for. */
const mostOthers = 20;

/** What may link a mail to a ticket: reply tokens and Message-IDs of our form. The subject never counts. */
export function readThread(headers: MailHeaders, address: string): NonNullable<InboundMessage['thread']> {
  const recipients = recipientFields.flatMap((field) =>
    headers
      .all(field)
      .slice(0, 10)
      .flatMap((value) => readMailboxes(value)),
  );
  const replies = recipients.map((mailbox) => readReplyAddress(mailbox.address));
  const people = replies.map((reply) => reply.address).filter((other) => other !== address);
  const ids = readMessageIds(headers);
  const others = ids.filter((id) => !looksLikeOwnMessageId(id)).slice(-mostOthers);
  const ownId = /<[^<>\s]{3,300}>/.exec(headers.first('message-id'))?.[0];
  return {
    ...(ownId && { ownId }),
    replyTokens: unique(replies.flatMap((reply) => reply.token ?? [])).slice(0, 20),
    messageIds: ids.filter(looksLikeOwnMessageId),
    ...(others.length > 0 && { otherIds: others }),
    participants: unique(people).slice(0, maxIds),
  };
}

/** Ids in In-Reply-To and References; the newest ones of a very long chain. */
function readMessageIds(headers: MailHeaders): string[] {
  const text = [...headers.all('references'), ...headers.all('in-reply-to')]
    .map((value) => value.slice(-32_000))
    .join(' ');
  return unique(Array.from(text.matchAll(/<[^<>\s]{3,300}>/g), (match) => match[0])).slice(-maxIds);
}

const unique = (values: string[]): string[] => [...new Set(values)];
