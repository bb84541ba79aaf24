import type { Tx } from '#libs/platform';
import type { DemoWorld } from './demo-world.js';
import { ContactBook } from './make-contact.js';
import { OrderBook } from './make-order.js';
import { planTickets } from './plan-tickets.js';
import { insertRows } from './support/insert-rows.js';
import { TicketTeller } from './tell-ticket.js';
import type { TicketScript } from './ticket-script.js';

const firstNumber = 1001;

/** Everybody who ever wrote, and everything that was said. */
export async function seedTickets(tx: Tx, world: DemoWorld): Promise<TicketScript[]> {
  const contacts = new ContactBook(world);
  const orders = new OrderBook(world);
  const teller = new TicketTeller(world, contacts, orders);
  const told = planTickets(world).map((plan) => teller.tell(plan));
  await insertRows(tx, 'contacts', contacts.contactRows());
  await insertRows(tx, 'contact_identities', contacts.identityRows());
  await insertRows(tx, 'tickets', told.map((script, index) => script.row(firstNumber + index)));
  await insertRows(tx, 'messages', told.flatMap(({ messages }) => messages));
  await insertRows(tx, 'ticket_events', told.flatMap(({ events }) => events));
  await tx.query('insert into ticket_counters (last_number) values ($1)', [firstNumber + told.length - 1]);
  return told;
}
