import { Controller } from '@nestjs/common';
import { type InputOf, getOrder, listTicketOrders, putOrder } from '#libs/contracts';
import { type AgentContext, CurrentAgent } from '#libs/identity';
import { Database, Endpoint, Input, Problem } from '#libs/platform';
import { FindStore } from '#libs/stores';
import { FindOrders } from './find-orders.js';
import { readOrderInput } from './read-order-input.js';
import { RecordOrder } from './record-order.js';

@Controller()
export class OrdersController {
  constructor(
    private readonly database: Database,
    private readonly stores: FindStore,
    private readonly records: RecordOrder,
    private readonly orders: FindOrders,
  ) {}

  @Endpoint(putOrder)
  put(@Input() { params, body }: InputOf<typeof putOrder>) {
    return this.database.transaction(async (tx) => {
      const store = await this.stores.byId(params.storeId, tx);
      if (!store) throw new Problem('not-found');
      await this.records.record(tx, store, readOrderInput(params.externalId, body, store.timeZone));
      return this.orders.byExternalId(params.storeId, params.externalId, tx);
    });
  }

  @Endpoint(getOrder)
  get(@Input() { params }: InputOf<typeof getOrder>) {
    return this.orders.byExternalId(params.storeId, params.externalId);
  }

  @Endpoint(listTicketOrders)
  ofTicket(@Input() { params, query }: InputOf<typeof listTicketOrders>, @CurrentAgent() agent: AgentContext) {
    return this.orders.ofTicket(agent, params.ticketId, query.limit);
  }
}
