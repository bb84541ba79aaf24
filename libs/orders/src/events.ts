import { z } from 'zod';
import { Id, OrderStatus } from '#libs/contracts';
import { defineEvent, fromTo } from '#libs/platform';

/** A shop or a carrier has reported a change of an order. Of a new order each `from` is null. */
export const OrderChanged = defineEvent(
  'OrderChanged',
  {
    orderId: Id,
    changed: z.object({ status: fromTo(OrderStatus).optional(), delayed: fromTo(z.boolean()).optional() }),
  },
  ({ orderId }) => ({ orderId, changed: {} }),
);
