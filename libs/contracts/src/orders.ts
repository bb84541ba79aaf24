import { z } from 'zod';
import { Email, Id, Instant, Line, Locale, withoutDirectionControls } from './common.js';
import { endpoint } from './endpoint.js';
import { NoticeKind, NoticeState } from './order-notices.js';

/** The status of an order; the last three are final, as delivered is. */
export const OrderStatus = z.enum([
  'pending',
  'paid',
  'processing',
  'shipped',
  'delivered',
  'cancelled',
  'refunded',
  'returned',
]);
export type OrderStatus = z.infer<typeof OrderStatus>;

const Money = z.union([z.number().min(0).max(1e12), z.string().regex(/^\d{1,12}(\.\d{1,4})?$/)]).transform(String);
const WebAddress = z.url({ protocol: /^https?$/ }).max(1_000);
/** A line from another system, which may be empty. */
const Remark = (max: number) =>
  z
    .string()
    .overwrite((said) => withoutDirectionControls(said).replace(/\p{Cc}+/gu, ' '))
    .max(max);

const [earliest, latest] = [Date.UTC(2000, 0), Date.UTC(2100, 0)];
/** Whether a time is plausible for an order. Typing errors and placeholders are not. */
export const isOrderTime = (at: Date): boolean => at.getTime() >= earliest && at.getTime() <= latest;
const withinTimes = (at: string) => isOrderTime(new Date(at));
const outsideTimes = 'must lie between 2000-01-01 and 2100-01-01';
const Time = Instant.refine(withinTimes, outsideTimes);
/** How far ahead a time may be told. A shop in another time zone may send its local time as UTC. */
export const clockTolerance = 86_400_000;
const isNotAhead = (at: string) => Date.parse(at) <= Date.now() + clockTolerance;
/** A time, or a day in the store's time zone. */
const Day = z.union([Instant, z.iso.date()]).refine(withinTimes, outsideTimes);

export const OrderItem = z.object({
  name: z.string(),
  quantity: z.number(),
  price: z.string().nullable(),
  sku: z.string().nullable(),
});
export type OrderItem = z.infer<typeof OrderItem>;
const OrderItemInput = z
  .object({
    name: Line(300).optional(),
    title: Line(300).optional(),
    quantity: z.number().min(0).max(1_000_000).default(1),
    price: Money.nullish(),
    sku: Remark(120).nullish(),
  })
  .refine(({ name, title }) => name ?? title, 'needs a name')
  .transform(({ name, title, quantity, price, sku }): OrderItem => ({
    name: name ?? title ?? '',
    quantity,
    price: price ?? null,
    sku: sku ?? null,
  }));

const TrackingEventInput = z.object({
  id: z.string().max(200).optional(),
  status: Remark(60),
  at: Time,
  message: Remark(500).optional(),
  location: Remark(200).optional(),
  estimatedAt: Day.optional(),
});
const TrackingInput = z.union([
  Line(120).transform((number) => ({ number, carrier: undefined, url: undefined, status: undefined, events: [] })),
  z.object({
    number: Line(120),
    carrier: Line(80).optional(),
    url: WebAddress.optional(),
    status: z.string().max(60).optional(),
    events: z.array(TrackingEventInput).max(100).default([]),
  }),
]);

/** How an order reaches its buyer: with a carrier, picked up, or without any goods, as a gift card does. */
export const OrderDelivery = z.enum(['carrier', 'pickup', 'none']);
export type OrderDelivery = z.infer<typeof OrderDelivery>;

/** An order as a shop's own software sends it. An `updatedAt` older than the one known is ignored. */
export const OrderInput = z.strictObject({
  number: Line(60),
  email: Email.nullish(),
  phone: z.string().trim().max(40).nullish(),
  locale: Locale,
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** Where it is sent to, ISO 3166 in two letters. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullish(),
  total: Money,
  items: z.array(OrderItemInput).max(500),
  /** An order status, or a shop's usual word for one; `delayed` means that it will arrive late. */
  status: z.string().trim().max(40),
  tracking: z.array(TrackingInput).max(50).optional(),
  promisedAt: Day.nullish(),
  /** How the goods reach the buyer: what is picked up, or sent by wire, is never announced as handed to a carrier. */
  delivery: OrderDelivery.optional(),
  updatedAt: Time.refine(isNotAhead, 'must not lie more than a day ahead'),
});
export type OrderInput = z.output<typeof OrderInput>;

export const TrackingEvent = z.object({
  status: z.string(),
  message: z.string().nullable(),
  location: z.string().nullable(),
  at: Instant,
  estimatedAt: Instant.nullable(),
});
/** A tracking number, or only a link, of a parcel. */
export const Tracking = z.object({ number: z.string().nullable(), url: z.string().nullable() });
export type Tracking = z.infer<typeof Tracking>;
export const Shipment = z.object({
  id: Id,
  /** The first of `tracking`. */
  number: z.string().nullable(),
  carrier: z.string().nullable(),
  url: z.string().nullable(),
  /** Every tracking number of it, with its link. */
  tracking: z.array(Tracking),
  status: z.string(),
  shippedAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
  events: z.array(TrackingEvent),
});
/** A promised date and its source. */
export const OrderPromise = z.object({ promisedAt: Instant, source: z.enum(['shop', 'carrier']), notedAt: Instant });
export const Order = z.object({
  id: Id,
  storeId: Id,
  externalId: z.string(),
  number: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  locale: z.string(),
  currency: z.string(),
  total: z.string(),
  status: OrderStatus,
  /** Whether a part of it is under way and the rest is not. */
  partial: z.boolean(),
  delivery: OrderDelivery,
  paymentStatus: z.string().nullable(),
  delayed: z.boolean(),
  items: z.array(OrderItem),
  promisedAt: Instant.nullable(),
  placedAt: Instant,
  updatedAt: Instant,
  shipments: z.array(Shipment),
  promises: z.array(OrderPromise),
  notices: z.array(
    z.object({ id: Id, kind: NoticeKind, state: NoticeState, channelType: z.string().nullable(), at: Instant }),
  ),
});
export type Order = z.infer<typeof Order>;

/**
 * How an order is linked to a ticket: by a verified address of its contact or only by an equal one, by its `number`,
 * which the contact wrote, or by an `agent`, who attached it. `value` is the address, the number, or the agent's name.
 */
export const OrderMatch = z.object({
  verified: z.boolean(),
  by: z.enum(['email', 'phone', 'number', 'agent']),
  value: z.string(),
});

export const putOrder = endpoint({
  method: 'PUT',
  path: '/api/v1/stores/{storeId}/orders/{externalId}',
  access: 'manager',
  summary: 'Tell of an order as it stands; an older updatedAt changes nothing',
  params: z.strictObject({ storeId: Id, externalId: z.string().min(1).max(120) }),
  body: OrderInput,
  response: Order,
});
export const getOrder = endpoint({
  method: 'GET',
  path: '/api/v1/stores/{storeId}/orders/{externalId}',
  access: 'manager',
  summary: 'One order',
  params: z.strictObject({ storeId: Id, externalId: z.string().min(1).max(120) }),
  response: Order,
});
export const listTicketOrders = endpoint({
  method: 'GET',
  path: '/api/v1/tickets/{ticketId}/orders',
  access: 'agent',
  summary: 'Orders of a ticket’s customer, newest first, and how each was matched',
  params: z.strictObject({ ticketId: Id }),
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(50).default(10) }),
  response: z.object({ items: z.array(Order.extend({ match: OrderMatch })), count: z.number().int() }),
});

const MatchedOrder = Order.extend({ match: OrderMatch });
export const searchTicketOrders = endpoint({
  method: 'GET',
  path: '/api/v1/tickets/{ticketId}/orders/search',
  access: 'agent',
  summary: 'Look an order up by its number, among those whose buyers the agent may see',
  params: z.strictObject({ ticketId: Id }),
  query: z.strictObject({ number: Line(60) }),
  response: z.object({ items: z.array(MatchedOrder) }),
});
export const attachOrder = endpoint({
  method: 'PUT',
  path: '/api/v1/tickets/{ticketId}/orders/{orderId}',
  access: 'agent',
  summary: 'Attach an order to a ticket; it proves nothing about the ticket’s contact',
  params: z.strictObject({ ticketId: Id, orderId: Id }),
  response: MatchedOrder,
});
export const detachOrder = endpoint({
  method: 'DELETE',
  path: '/api/v1/tickets/{ticketId}/orders/{orderId}',
  access: 'agent',
  status: 204,
  summary: 'Take an attached order off a ticket',
  params: z.strictObject({ ticketId: Id, orderId: Id }),
});
