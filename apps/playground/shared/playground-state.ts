/** What the playground's server sends its page. Both read these shapes; nothing here runs. */
export interface PlaygroundState {
  shoppers: PlaygroundShopper[];
  /** Where the shop takes mail. */
  addresses: { address: string; name: string }[];
  /** The chat's channel. */
  channelId: string;
  /** The apps on the phone by which the shop is reached. */
  apps: AppName[];
  mails: readonly Mail[];
  texts: readonly Text[];
  orders: readonly ShopOrder[];
}
/** A person whom the visitor of the playground may play. */
export interface PlaygroundShopper {
  key: string;
  name: string;
  locale: string;
  email: string;
  /** In digits, country code first. */
  phone: string;
  /** Id in Telegram. */
  telegramId: string;
  /** Id by which the shop’s page and its account at Instagram know them. */
  metaId: string;
  /** Lines that may be sent with one click. */
  samples: { subject: string; text: string }[];
}
/** A mail of the playground: one that came, or one that was sent from it. */
export interface Mail {
  id: string;
  /** Mails of one exchange share it: the Message-ID that it began with. */
  thread: string;
  direction: 'in' | 'out';
  from: string;
  fromName: string;
  to: string;
  replyTo: string;
  subject: string;
  text: string;
  messageId: string;
  references: string[];
  automatic: boolean;
  at: string;
}
/** An app on the phone to write with. */
export type AppName = 'whatsapp' | 'messenger' | 'instagram' | 'telegram';
/** A line on the phone. */
export interface Text {
  id: string;
  app: AppName;
  /** The customer's: a phone number, or an id in the app. */
  address: string;
  direction: 'in' | 'out';
  text: string;
  image: string | null;
  /** Of one's own: whether the shop has taken it. */
  state: 'sending' | 'sent' | 'failed' | null;
  at: string;
}
/** An order in the shop's own books. */
export interface ShopOrder {
  externalId: string;
  number: string;
  shopper: string;
  items: { name: string; quantity: number; price: string; sku: string }[];
  status: 'paid' | 'shipped' | 'delayed' | 'delivered';
  tracking: { number: string; carrier: string; url: string } | null;
  placedAt: string;
  promisedAt: string;
}
/** What the shop can do about an order, each by a webhook. */
export type OrderStep = 'ship' | 'delay' | 'deliver';
