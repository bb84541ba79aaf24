import type { Ticket, TicketStatus } from '#libs/contracts';
import { type Desk, openDesk } from './scenario/desk.js';
import { observe, type Seen } from './scenario/observe.js';
import { eventsHandled } from './scenario/published-events.js';
import type { Change } from './scenario/test-agent.js';
import { TestCustomer } from './scenario/test-customer.js';

const day = 86_400_000;

/** A time in the future, as the API takes and gives it. */
export const inDays = (days: number): string => new Date(Date.now() + days * day).toISOString();

/** The ticket that a test begins with. */
export interface Wish {
  status?: TicketStatus;
  /** Its first message; it names the customer's word by itself. */
  text?: string;
  /** What the admin sets on it before the test begins. */
  with?: Change;
}

export interface Scenario extends Desk {
  customer: TestCustomer;
  ticket: Ticket;
  /** What an act leads to. */
  watch(act: () => Promise<unknown>): Promise<Seen>;
}

/**
 * Starts one Waypost for a file of tests. Each call of what it returns makes a customer with a ticket of their own, by
 * what customers and agents really do.
 */
export function scenarios(): (wish?: Wish) => Promise<Scenario> {
  let desk: Desk | undefined;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk?.close());
  return async (wish = {}) => {
    const customer = new TestCustomer(desk!.whatsapp);
    const ticket = await makeTicket(desk!, customer, wish);
    return { ...desk!, customer, ticket, watch: (act) => observe(desk!, ticket, act) };
  };
}

async function makeTicket(
  desk: Desk,
  customer: TestCustomer,
  { status = 'open', text = 'Where is it?', with: change }: Wish,
) {
  await customer.writes(`${text} ${customer.word}`);
  const ticket = (await desk.admin.list({ limit: '5' })).find(({ contact }) => contact.name === customer.name)!;
  if (change) await desk.admin.update(ticket, change);
  if (status === 'snoozed') await desk.admin.update(ticket, { status, snoozedUntil: inDays(1) });
  else if (status === 'closed') await closeTicket(desk, ticket);
  else if (status !== 'open') await desk.admin.update(ticket, { status });
  await eventsHandled(desk.owner, ticket.id);
  return desk.admin.read(ticket);
}

/** Resolved, and left alone for a week. */
async function closeTicket({ admin, owner, sweep }: Desk, ticket: Ticket) {
  await admin.update(ticket, { status: 'resolved' });
  // A sweep passes over what is locked, as by the worker that sets the clocks.
  await eventsHandled(owner, ticket.id);
  await owner.query(`update tickets set resolved_at = resolved_at - interval '8 days' where id = $1`, [ticket.id]);
  await sweep('close-resolved');
}
