import { readData } from './demo-texts.js';

/** A message that a shopper can send with one click. */
export interface Sample {
  subject: string;
  text: string;
}
export interface ShopperOrder {
  number: string;
  /** The shop's own ids, as Shopify makes them. */
  externalId: string;
  items: { name: string; quantity: number; price: string; sku: string }[];
}
/** A person that the user of the playground can be: with a mailbox, a phone and an order that is about to be sent. */
export interface Shopper {
  key: string;
  name: string;
  locale: string;
  email: string;
  /** In digits, country code first. */
  phone: string;
  /** Their user id in Telegram, which is also the id of the chat with them. */
  telegramId: string;
  /** Their id at the shop's page, in Messenger and Instagram. */
  metaId: string;
  timeZone: string;
  city: string;
  country: string;
  order: ShopperOrder;
  samples: Sample[];
}

/** The people of the playground. */
export const readShoppers = (): Shopper[] => readData<Shopper[]>('shoppers');

export const totalOf = (items: ShopperOrder['items']): number =>
  items.reduce((sum, { quantity, price }) => sum + quantity * Number(price), 0);

const dayMs = 24 * 3_600_000;

/** When a shopper's order was placed, and its promised date, in a demo that was made at this time. */
export const datesOfOrder = (madeAt: Date): { placedAt: Date; promisedAt: Date } => ({
  placedAt: new Date(madeAt.getTime() - 1.2 * dayMs),
  promisedAt: new Date(Math.ceil(madeAt.getTime() / dayMs + 5) * dayMs + 16 * 3_600_000),
});
