import { Problem, type Tx, firstRow, rows } from '#libs/platform';
import { peopleMeetIn, recipientOfAnswer, takeForOne } from './another-person.queries.js';
import { bumpTicket } from './change-message.js';
import type { LockedTicket } from './find-visible-ticket.js';
import type { TicketHints } from './ticket-hints.js';

/**
 * Flag of a mail that answers what was mailed to an address which a visitor typed. Its author and the visitor are two
 * people until one proves to be the other.
 */
export const anotherPerson = 'another-person';

/** Whom an answer reaches: the channel and the address on it. */
export type Recipient = Pick<LockedTicket, 'channelId' | 'channelType' | 'recipientKind' | 'recipientValue'>;

/**
 * The ticket as an answer to the author of one of its messages sees it: with that person as the recipient. The author
 * is the contact, or another person on the ticket.
 * @throws Problem `invalid-request` for a message that is not from one of them
 */
export async function answering(tx: Tx, ticket: LockedTicket, messageId: string): Promise<LockedTicket> {
  const found = await firstRow<Recipient & { isOther: boolean }>(tx, recipientOfAnswer, [
    messageId,
    ticket.id,
    anotherPerson,
    ticket.contactId,
  ]);
  if (!found)
    throw new Problem('invalid-request', {
      errors: [{ path: 'body.answerTo', message: 'not a message of somebody who can be answered on this ticket' }],
    });
  const { isOther, ...recipient } = found;
  return isOther ? { ...ticket, ...recipient } : ticket;
}

/** Takes a contact and the owner of an address for one person from now on, on the contact's tickets. */
export async function takeForOnePerson(tx: Tx, hints: TicketHints, contactId: string, address: string): Promise<void> {
  const tickets = await rows<{ id: string }>(tx, peopleMeetIn, [contactId, address, anotherPerson]);
  for (const { id } of tickets) {
    const ticket = await bumpTicket(tx, id);
    await tx.query(takeForOne, [id, address, anotherPerson, ticket.changeSeq]);
    hints.changed(tx, ticket, ['edit']);
  }
}
