import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import { datesOfOrder, readShoppers, type Shopper } from '#libs/demo';
import { Problem } from '#libs/platform';
import type { OrderStep, ShopOrder } from '../shared/playground-state.js';
import { DemoWiring, type Wired } from './demo-wiring.js';
import { PlaygroundMemory } from './playground-memory.js';
import { fulfilmentOf, orderPayload, postShopWebhook, scanOf } from './shopify-webhooks.js';

const carrier = { carrier: 'PostNord', site: 'https://track.postnord.example/' };
const dayMs = 24 * 3_600_000;
const promiseDays = 6;

/** The shop's back office. It keeps its own books and sends a signed webhook for every change, as Shopify does. */
@Injectable()
export class Shop {
  constructor(
    private readonly memory: PlaygroundMemory,
    private readonly wiring: DemoWiring,
  ) {}

  /** Orders that the shoppers have from the start. */
  firstOrders({ madeAt }: Wired): ShopOrder[] {
    const { placedAt, promisedAt } = datesOfOrder(madeAt);
    return readShoppers().map(({ key, order }) => ({
      ...order,
      shopper: key,
      status: 'paid',
      tracking: null,
      placedAt: placedAt.toISOString(),
      promisedAt: promisedAt.toISOString(),
    }));
  }

  async place(wired: Wired, shopper: Shopper, item: ShopOrder['items'][number]): Promise<ShopOrder> {
    const serial = 48_400 + this.memory.orders.length + randomInt(500);
    const now = new Date();
    const order: ShopOrder = {
      externalId: `551204${serial}${randomInt(100, 999)}`,
      number: `HH-${serial}`,
      shopper: shopper.key,
      items: [item],
      status: 'paid',
      tracking: null,
      placedAt: now.toISOString(),
      promisedAt: new Date(now.getTime() + promiseDays * dayMs).toISOString(),
    };
    await this.sendWebhook(wired, 'orders/create', orderPayload(order, shopper));
    this.memory.putOrder(order);
    return order;
  }

  /** What happens to a parcel, each step once. */
  async advance(wired: Wired, externalId: string, step: OrderStep): Promise<ShopOrder> {
    const order = this.memory.orders.find((each) => each.externalId === externalId);
    const shopper = readShoppers().find(({ key }) => key === order?.shopper);
    if (!order || !shopper) throw new Problem('not-found');
    if (!mayFollow(order, step)) throw new Problem('conflict', `An order that is ${order.status} cannot ${step} now`);
    const next = afterStep(order, step);
    if (step === 'ship') {
      await this.sendWebhook(wired, 'fulfillments/create', fulfilmentOf(next, shopper));
      await this.sendWebhook(wired, 'orders/updated', orderPayload(next, shopper));
    } else {
      await this.sendWebhook(wired, 'fulfillment_events/create', scanOf(next, shopper));
    }
    this.memory.putOrder(next);
    return next;
  }

  /** The proof by which the chat knows a shopper who is signed in here. */
  identity({ widget }: Wired, { key, name, email }: Shopper): Promise<string> {
    return new SignJWT({ name, email })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(`shopper-${key}`)
      .setAudience(widget.id)
      .setIssuedAt()
      .setExpirationTime('30m')
      .sign(new TextEncoder().encode(widget.identitySecret));
  }

  private async sendWebhook({ shop }: Wired, topic: string, payload: object): Promise<void> {
    const status = await postShopWebhook(`${this.wiring.ownUrl}/hooks/shopify/${shop.id}`, shop, topic, payload);
    if (status !== 200) throw new Problem('unavailable', `Waypost answered the webhook ${topic} with ${status}`);
  }
}

function mayFollow({ status }: ShopOrder, step: OrderStep): boolean {
  return step === 'ship'
    ? status === 'paid'
    : step === 'delay'
      ? status === 'shipped'
      : status === 'shipped' || status === 'delayed';
}

function afterStep(order: ShopOrder, step: OrderStep): ShopOrder {
  if (step === 'deliver') return { ...order, status: 'delivered' };
  if (step === 'delay')
    return {
      ...order,
      status: 'delayed',
      promisedAt: new Date(Date.parse(order.promisedAt) + 3 * dayMs).toISOString(),
    };
  const number = `JD0146${randomInt(1e8, 9e8)}`;
  return { ...order, status: 'shipped', tracking: { number, carrier: carrier.carrier, url: carrier.site + number } };
}
