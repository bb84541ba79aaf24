import type { InboundSender, MailAddress } from '../../../define-channel.js';
import { readReplyAddress } from '../mail-ids.js';
import { listWriter } from './list-writer.js';
import type { MailHeaders } from './mail-headers.js';
import { type Mailbox, readMailboxes } from './read-mailboxes.js';
import { isOfProgram } from './unread-address.js';

const noSender: Mailbox = { name: '', address: 'unknown@invalid.invalid' };

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
    ][0] ?? noSender;
  const name = mailbox.name.includes('@') ? '' : writerOf(mailbox.name, headers);
  return { kind: 'email', value: mailbox.address, ...(name && { name }), verified: false };
}

/** Fields by which a list says that it passes on what another person wrote. */
const listFields = [
  'list-id',
  'list-post',
  'list-unsubscribe',
  'mailing-list',
  'x-original-from',
  'x-original-sender',
  'reply-to',
];

/** Lists that must put their own address into From name the writer before it: "'Ann Buyer' via Shop". */
const writerOf = (name: string, headers: MailHeaders): string =>
  (listFields.some((field) => headers.has(field)) && listWriter(name)) || name;

/**
 * Where answers are to go, when that is neither the author nor the channel itself: an answer must not come back to us.
 */
export function readReplyTo(headers: MailHeaders, sender: string, own: string): MailAddress | undefined {
  const wanted = fieldMailboxes(headers, 'reply-to').filter(({ address }) => readReplyAddress(address).address !== own);
  if (wanted.some(({ address }) => address === sender)) return undefined;
  return wanted[0] && named(wanted[0]);
}

const mostShown = 50;

/** The addresses of a field, each once; of ours the reply token is left out, since it is a secret of its ticket. */
export function readAddresses(headers: MailHeaders, field: string): MailAddress[] {
  const found = headers
    .all(field)
    .slice(0, 10)
    .flatMap((value) => readMailboxes(value))
    .map((mailbox) => named({ ...mailbox, address: readReplyAddress(mailbox.address).address }));
  return found
    .filter(({ address }, place) => found.findIndex((other) => other.address === address) === place)
    .slice(0, mostShown);
}

const named = ({ name, address }: Mailbox): MailAddress => ({ address, ...(name && !name.includes('@') && { name }) });

const fieldMailboxes = (headers: MailHeaders, field: string): Mailbox[] =>
  headers
    .all(field)
    .slice(0, 2)
    .flatMap((value) => readMailboxes(value, 5));

/** Whether it is a no-reply or mailer address, or none at all: who wrote is then named by the Reply-To. */
export const isRelay = (address: string): boolean => address === noSender.address || isOfProgram(address);
