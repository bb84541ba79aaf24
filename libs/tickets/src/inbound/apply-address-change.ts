import type { InboundAddress, InboundAddressChange, ReadyChannel } from '#libs/channels';
import { changeAddresses } from '#libs/contacts';
import { redirectDispatches } from '#libs/dispatch';
import { type Tx, firstRow, newId, rows } from '#libs/platform';
import { recordTicketEvents, system } from '../core/record-event.js';
import type { HintedTicket, TicketHints } from '../core/ticket-hints.js';
import { readdress, ticketsToNotify } from '../core/ticket.queries.js';
import { claimDelivery } from './received-message.queries.js';

/**
 * Follows a contact to a new number or id: answers go there, also those that wait to be sent, and the history of each
 * open ticket of theirs says so. A person who writes from the old one is another contact from now on.
 */
export async function applyAddressChange(
  tx: Tx,
  hints: TicketHints,
  channel: ReadyChannel,
  { externalId, at = new Date(), ...change }: InboundAddressChange,
): Promise<void> {
  if (!(await firstRow(tx, claimDelivery, [channel.id, externalId, newId()]))) return;
  const changed = await changeAddresses(tx, { ...change, at, channelType: channel.type });
  const [next] = change.to;
  if (!changed?.givenUp.length) return;
  const [values, kinds] = [changed.givenUp.map(({ value }) => value), changed.givenUp.map(({ kind }) => kind)];
  const tickets = await rows<HintedTicket>(tx, ticketsToNotify, [changed.contactId, values, kinds]);
  const ids = tickets.map(({ id }) => id);
  for (const old of changed.givenUp) {
    const to = placeOf(old, change.to) ?? next;
    if (!to) continue;
    await tx.query(readdress, [ids, old.kind, old.value, to.kind, to.value]);
    await redirectDispatches(tx, ids, old, to);
  }
  const data = { from: changed.givenUp[0]!.value, to: next?.value ?? null };
  recordTicketEvents(
    tx,
    tickets.map(({ id, changeSeq }) => ({ ticketId: id, changeSeq, type: 'address', actor: system, data })),
  );
  for (const ticket of tickets) hints.changed(tx, ticket, ['address']);
}

/** A number stands in the place of a number, an id in that of an id. */
const placeOf = ({ kind }: InboundAddress, to: InboundAddress[]) => to.find((each) => each.kind === kind);
