import type { Tx } from '#libs/platform';
import { ticketWords } from '#libs/tickets';
import { type DemoWorld, day } from './demo-world.js';
import { chipColumns, keepClocks } from './keep-clocks.js';
import { ContactBook } from './make-contact.js';
import { OrderBook } from './make-order.js';
import { planTickets } from './plan-tickets.js';
import { seedNotices } from './seed-notices.js';
import { seedOrders } from './seed-orders.js';
import type { DemoPolicy } from './seed-sla.js';
import { columnsOf, insertRows } from './support/insert-rows.js';
import { ticketRow } from './ticket-row.js';
import type { TicketScript } from './ticket-script.js';
import { TicketWriter } from './write-ticket.js';

const firstNumber = 1001;

/** All contacts, and all their tickets. */
export async function seedTickets(tx: Tx, world: DemoWorld, policies: DemoPolicy[]): Promise<TicketScript[]> {
  const contacts = new ContactBook(world);
  const orders = new OrderBook(world);
  const writer = new TicketWriter(world, contacts, orders);
  const scripts = planTickets(world).map((plan) => writer.write(plan));
  const times = scripts.map((script) => keepClocks(world, script, policies));
  await insertRows(tx, 'contacts', contacts.contactRows());
  await insertRows(tx, 'contact_identities', contacts.identityRows());
  await insertRows(
    tx,
    'tickets',
    scripts.map((script, index) => ({
      ...ticketRow(world, script, firstNumber + index),
      ...chipColumns(script, times[index]!.clocks),
    })),
  );
  await insertRows(
    tx,
    'ticket_words',
    scripts.map(({ id, opening }) => {
      const [words, version] = ticketWords(opening.subject);
      return { workspace_id: world.workspaceId, ticket_id: id, words, version };
    }),
  );
  await insertRows(
    tx,
    'messages',
    scripts.flatMap(({ messages }) => messages),
  );
  await insertRows(
    tx,
    'dispatches',
    scripts.flatMap(({ dispatches }) => dispatches),
  );
  await insertRows(
    tx,
    'attachments',
    scripts.flatMap(({ files }) => files),
  );
  await insertRows(
    tx,
    'ticket_events',
    scripts.flatMap(({ events }) => events),
  );
  await insertRows(
    tx,
    'sla_clocks',
    times.flatMap(({ clocks }) => clocks.map((clock) => ({ workspace_id: world.workspaceId, ...columnsOf(clock) }))),
  );
  await insertRows(
    tx,
    'ticket_facts',
    times.map(({ facts }) => ({ workspace_id: world.workspaceId, ...columnsOf(facts) })),
  );
  await seedReads(tx, world, scripts);
  await seedOrders(tx, world, orders.all);
  await seedNotices(tx, world, orders.all);
  await tx.query('insert into ticket_counters (last_number) values ($1)', [firstNumber + scripts.length - 1]);
  return scripts;
}

/** All agents have read what is old, and much of what is new. */
async function seedReads(
  tx: Tx,
  { workspaceId, agents, random, now }: DemoWorld,
  scripts: TicketScript[],
): Promise<void> {
  const recent = scripts.filter(({ lastAt }) => lastAt > now - 14 * day);
  await insertRows(
    tx,
    'ticket_reads',
    recent.flatMap((script) =>
      agents.flatMap((agent) => {
        const isNews = script.status === 'open' && script.lastAt > now - day / 4;
        const isRead = isNews ? random.chance(0.35) : random.chance(0.95);
        const seq = isRead ? script.lastSeq : script.lastSeq - 1;
        return seq > 0 ? [{ workspace_id: workspaceId, ticket_id: script.id, agent_id: agent.id, seq }] : [];
      }),
    ),
  );
}
