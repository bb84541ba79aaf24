import type { InboundSender } from '../../../define-channel.js';
import type { MailHeaders } from './mail-headers.js';
import { type Mailbox, readMailboxes } from './read-mailboxes.js';

const nobody: Mailbox = { name: '', address: 'unknown@invalid.invalid' };

/**
 * The author of a mail. A From is only a claim, so `verified` is false; a name that looks like another address is
 * dropped.
 */
export function readSender(headers: MailHeaders): InboundSender {
  const mailbox =
    [
      ...fieldMailboxes(headers, 'from'),
      ...fieldMailboxes(headers, 'sender'),
      ...fieldMailboxes(headers, 'return-path'),
    ][0] ?? nobody;
  const name = mailbox.name.includes('@') ? '' : mailbox.name;
  return { kind: 'email', value: mailbox.address, ...(name && { name }), verified: false };
}

/** The Reply-To address, when it differs from the author's. */
export function readReplyTo(headers: MailHeaders, sender: string): string | undefined {
  const wanted = fieldMailboxes(headers, 'reply-to')[0]?.address;
  return wanted === sender ? undefined : wanted;
}

const fieldMailboxes = (headers: MailHeaders, field: string): Mailbox[] =>
  headers
    .all(field)
    .slice(0, 2)
    .flatMap((value) => readMailboxes(value, 2));
