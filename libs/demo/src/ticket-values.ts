import { type Language } from './demo-texts.js';
import type { DemoAgent } from './demo-world.js';
import type { DemoContact } from './make-contact.js';
import type { DemoOrder } from './make-order.js';

/** The values of `{order}` and the other variables. */
export function valuesOf(
  language: Language,
  contact: DemoContact,
  order: DemoOrder,
  agent: DemoAgent,
): Record<string, string> {
  const { money, day } = formatsOf(language.locale, order.store);
  return {
    order: order.number,
    product: order.items[0]!.name,
    name: contact.givenName,
    customer: contact.name,
    agent: agent.name,
    city: contact.city,
    origin: order.store.key === 'home' ? 'Copenhagen' : 'Porto',
    carrier: order.carrier.name,
    tracking: order.tracking,
    amount: money.format(order.total),
    fee: money.format(order.store.key === 'home' ? 12 : 9),
    date: day.format(order.laterPromise?.at ?? order.promisedAt),
  };
}

const formats = new Map<string, { money: Intl.NumberFormat; day: Intl.DateTimeFormat }>();

/** Cached: formats are expensive to make, and few. */
function formatsOf(locale: string, { currency, timeZone }: DemoOrder['store']) {
  const key = `${locale} ${currency} ${timeZone}`;
  const found = formats.get(key) ?? {
    money: new Intl.NumberFormat(locale, { style: 'currency', currency }),
    day: new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone }),
  };
  formats.set(key, found);
  return found;
}
