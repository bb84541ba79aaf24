import { Controller } from '@nestjs/common';
import { DateTime } from 'luxon';
import {
  type InputOf,
  type OrderInput,
  attachOrder,
  detachOrder,
  getOrder,
  listTicketOrders,
  putOrder,
  searchTicketOrders,
} from '#libs/contracts';
import { type AgentContext, CurrentAgent } from '#libs/identity';
import { Database, Endpoint, Input, Problem } from '#libs/platform';
import { FindStore, type OrderChange, type ShipmentChange, type TrackingFacts, notAhead } from '#libs/stores';
import { FindOrders } from './find-orders.js';
import { NamedOrders } from './named-orders.js';
import { isPartial, readStatus, shipmentStatusOf, wordOf } from './order-status.js';
import { RecordOrder } from './record-order.js';

@Controller()
export class OrdersController {
  constructor(
    private readonly database: Database,
    private readonly stores: FindStore,
    private readonly records: RecordOrder,
    private readonly orders: FindOrders,
    private readonly named: NamedOrders,
  ) {}

  @Endpoint(putOrder)
  put(@Input() { params, body }: InputOf<typeof putOrder>) {
    return this.database.transaction(async (tx) => {
      const store = await this.stores.byId(params.storeId, tx);
      if (!store) throw new Problem('not-found');
      await this.records.record(tx, store, notAhead(readOrderInput(params.externalId, body, store.timeZone)));
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

  @Endpoint(searchTicketOrders)
  async search(@Input() { params, query }: InputOf<typeof searchTicketOrders>, @CurrentAgent() agent: AgentContext) {
    return { items: await this.named.search(agent, params.ticketId, query.number) };
  }

  @Endpoint(attachOrder)
  attach(@Input() { params }: InputOf<typeof attachOrder>, @CurrentAgent() agent: AgentContext) {
    return this.named.attach(agent, params);
  }

  @Endpoint(detachOrder)
  detach(@Input() { params }: InputOf<typeof detachOrder>, @CurrentAgent() agent: AgentContext) {
    return this.named.detach(agent, params);
  }
}

/** Ready to be fetched, without a carrier's number: it waits in the shop itself. */
const waitsInShop = ({ status, tracking }: OrderInput): boolean =>
  /^(ready_for_pickup|picked_up)$/.test(wordOf(status)) && !tracking?.length;

type Tracking = NonNullable<OrderInput['tracking']>[number];

/** Reads an order from the API's input. */
function readOrderInput(externalId: string, input: OrderInput, timeZone: string): OrderChange {
  const status = readStatus(input.status);
  if (!status)
    throw new Problem('invalid-request', { errors: [{ path: 'body.status', message: 'not a status of an order' }] });
  const { number, locale, currency, total, items } = input;
  const [email, phone] = [input.email ?? null, input.phone || null];
  const updatedAt = new Date(input.updatedAt);
  return {
    externalId,
    hint: { number, email, phone },
    facts: {
      number,
      email,
      phone,
      locale,
      currency,
      country: input.country ?? null,
      total,
      items,
      updatedAt,
      // A late order counts as on its way, unless its parcels say that it is not.
      status: status === 'delayed' ? 'processing' : status,
      partial: isPartial(input.status),
      delivery: input.delivery ?? (waitsInShop(input) ? 'pickup' : null),
      toShip: null,
      delayed:
        status === 'delayed' ||
        (input.tracking ?? []).some((tracking) => tracking.status && readStatus(tracking.status) === 'delayed'),
      paymentStatus: null,
      promisedAt: input.promisedAt === undefined ? undefined : readDay(input.promisedAt, timeZone),
      placedAt: null,
    },
    shipments: (input.tracking ?? []).map((tracking) =>
      readTracking(tracking, status === 'shipped' || status === 'delivered', updatedAt, timeZone),
    ),
  };
}

function readTracking(
  { number, carrier, url, status, events }: Tracking,
  isUnderway: boolean,
  updatedAt: Date,
  timeZone: string,
): ShipmentChange {
  return {
    externalId: number,
    facts: {
      carrier: carrier ?? null,
      tracking: [{ number, url: url ?? null }],
      units: null,
      status: (status ? shipmentStatusOf(status) : null) ?? (isUnderway ? 'shipped' : 'pending'),
      shippedAt: isUnderway ? updatedAt : null,
      updatedAt,
    },
    events: events.map((event): TrackingFacts => ({
      externalId: event.id ?? `${event.status}/${new Date(event.at).toISOString()}`,
      status: event.status.toLowerCase(),
      message: event.message ?? null,
      location: event.location ?? null,
      at: new Date(event.at),
      estimatedAt: readDay(event.estimatedAt ?? null, timeZone),
    })),
  };
}

/** A day means noon of that day in the shop's time zone, so that it stays the same day there. */
function readDay(day: string | null, timeZone: string): Date | null {
  if (day === null) return null;
  return /^\d{4}-\d{2}-\d{2}$/.test(day)
    ? DateTime.fromISO(`${day}T12:00`, { zone: timeZone }).toJSDate()
    : new Date(day);
}
