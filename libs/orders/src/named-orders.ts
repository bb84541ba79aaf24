import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Order, OrderMatch } from '#libs/contracts';
import { type AgentContext, type TicketScope, ticketScope } from '#libs/identity';
import { Database, Problem, type Stored, firstRow, rows, withInstantsAsText } from '#libs/platform';
import { requireVisible, textsOfContact } from '#libs/tickets';
import * as queries from './named-orders.queries.js';
import { orderKey, orderKeysIn } from './order-numbers.js';
import { keysOfNumbers } from './search/order-keys.js';

type NamedOrder = Order & { match: z.infer<typeof OrderMatch> };
type NamedRow = Stored<Order, 'promisedAt' | 'placedAt' | 'updatedAt'> & Pick<NamedOrder, 'match'>;
interface Place {
  ticketId: string;
  orderId: string;
}

/**
 * Orders that belong to a ticket by their number, which its contact wrote, or because an agent attached them. Neither
 * proves that the contact is the buyer: automatic answers and saved replies never use them.
 */
@Injectable()
export class NamedOrders {
  constructor(private readonly database: Database) {}

  /** Those that are not among the contact's own. */
  async besides(agent: AgentContext, ticketId: string, own: string[]): Promise<NamedOrder[]> {
    const attached = await rows<NamedRow>(this.database, queries.attachedOrders, [ticketId]);
    const named = await this.inMessages(ticketId);
    const seen = new Set(own);
    const others = [...attached, ...named].filter(({ id }) => !seen.has(id) && seen.add(id));
    return others.map((order) => shownTo(ticketScope(agent), order));
  }

  async search(agent: AgentContext, ticketId: string, number: string): Promise<NamedOrder[]> {
    await requireVisible(this.database, agent, ticketId);
    const scope = ticketScope(agent);
    const numbers = [orderKey(number)];
    const parameters: unknown[] = [numbers, keysOfNumbers(numbers)];
    const found = await rows<NamedRow>(this.database, queries.findOrders(scope, parameters), parameters);
    return found.map((order) => shownTo(scope, order));
  }

  /** Throws `not-found` for an order that the agent can neither look up nor see on the ticket already. */
  async attach(agent: AgentContext, { ticketId, orderId }: Place): Promise<NamedOrder> {
    await requireVisible(this.database, agent, ticketId);
    if (!(await this.mayAttach(agent, { ticketId, orderId }))) throw new Problem('not-found');
    await this.database.query(queries.attach, [ticketId, orderId, agent.agentId]);
    const attached = await rows<NamedRow>(this.database, queries.attachedOrders, [ticketId]);
    const order = attached.find(({ id }) => id === orderId);
    if (!order) throw new Problem('not-found');
    return shownTo(ticketScope(agent), order);
  }

  async detach(agent: AgentContext, { ticketId, orderId }: Place): Promise<void> {
    await requireVisible(this.database, agent, ticketId);
    await this.database.query(queries.detach, [ticketId, orderId]);
  }

  private async mayAttach(agent: AgentContext, { ticketId, orderId }: Place): Promise<boolean> {
    const parameters: unknown[] = [orderId];
    if (await firstRow(this.database, queries.showsOrder(ticketScope(agent), parameters), parameters)) return true;
    return (await this.inMessages(ticketId)).some(({ id }) => id === orderId);
  }

  private async inMessages(ticketId: string): Promise<NamedRow[]> {
    const numbers = orderKeysIn(await textsOfContact(this.database, ticketId));
    return numbers.length
      ? rows<NamedRow>(this.database, queries.ordersWithNumbers, [numbers, ticketId, keysOfNumbers(numbers)])
      : [];
  }
}

/** The buyer's addresses are for those who see every ticket: the writer may be another person than the buyer. */
function shownTo(scope: TicketScope, row: NamedRow): NamedOrder {
  const order = withInstantsAsText(row);
  return scope.kind === 'all' ? order : { ...order, email: null, phone: null };
}
