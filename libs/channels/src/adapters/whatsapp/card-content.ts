import { lines, personText, placeText } from '../../wire/cards.js';
import { field, line, list, number, text } from '../../wire/fields.js';
import type { Content } from './content.js';

export function locationContent(location: unknown): Content | undefined {
  const [latitude, longitude, name, address] = ['latitude', 'longitude', 'name', 'address'].map((key) =>
    field(location, key),
  );
  const place = placeText({ latitude, longitude, name, address });
  return place ? { text: place } : undefined;
}

/** Contact cards as text: name, phones and mail addresses of each. */
export function contactsContent(contacts: unknown[]): Content | undefined {
  const cards = contacts
    .slice(0, 50)
    .map(card)
    .filter((shown) => shown !== undefined);
  return cards.length > 0 ? { text: cards.join('\n\n') } : undefined;
}

function card(contact: unknown): string | undefined {
  const phones = list(field(contact, 'phones')).map((phone) => field(phone, 'phone'));
  const mails = list(field(contact, 'emails')).map((mail) => field(mail, 'email'));
  return personText(field(contact, 'name', 'formatted_name'), [...phones, ...mails]);
}

/** A basket sent from the catalogue. */
export function orderContent(order: unknown): Content | undefined {
  const items = list(field(order, 'product_items'))
    .slice(0, 200)
    .map(item)
    .filter((shown) => shown !== undefined);
  return items.length > 0 ? { text: lines(text(field(order, 'text')), ...items) } : undefined;
}

function item(product: unknown): string | undefined {
  const id = line(field(product, 'product_retailer_id'));
  if (!id) return undefined;
  const price = number(field(product, 'item_price'));
  const currency = line(field(product, 'currency'), 10);
  return `🛒 ${number(field(product, 'quantity')) ?? 1} × ${id}${price === undefined ? '' : ` — ${price}${currency ? ` ${currency}` : ''}`}`;
}
