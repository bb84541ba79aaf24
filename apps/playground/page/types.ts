/** Somebody whom the visitor of the playground may be. */
export interface Shopper {
  key: string;
  name: string;
  locale: string;
  email: string;
  phone: string;
  samples: { subject: string; text: string }[];
}
export interface Mail {
  id: string;
  thread: string;
  direction: 'in' | 'out';
  from: string;
  fromName: string;
  to: string;
  replyTo: string;
  subject: string;
  text: string;
  automatic: boolean;
  at: string;
}
export interface Text {
  id: string;
  phone: string;
  direction: 'in' | 'out';
  text: string;
  image: string | null;
  state: 'sending' | 'sent' | 'failed' | null;
  at: string;
}
export interface Order {
  externalId: string;
  number: string;
  shopper: string;
  items: { name: string; quantity: number; price: string }[];
  status: 'paid' | 'shipped' | 'delayed' | 'delivered';
  tracking: { number: string; carrier: string; url: string } | null;
  promisedAt: string;
  placedAt: string;
}
export interface State {
  shoppers: Shopper[];
  addresses: { address: string; name: string }[];
  channelId: string;
  mails: Mail[];
  texts: Text[];
  orders: Order[];
}
