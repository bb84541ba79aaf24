import { field, line, list, number, text } from '../../wire/fields.js';
import type { Content } from './message-content.js';

const lines = (...parts: (string | undefined)[]) => parts.filter(Boolean).join('\n');

/** A place: its name and address as far as given, its coordinates and a map to open. */
export function locationContent(location: unknown): Content | undefined {
  const latitude = number(field(location, 'latitude'));
  const longitude = number(field(location, 'longitude'));
  if (latitude === undefined || longitude === undefined || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}`;
  return { text: lines(`📍 ${line(field(location, 'name')) ?? `${latitude}, ${longitude}`}`, line(field(location, 'address'), 500), map) };
}

/** Address cards: of each the name, phones and mail addresses. */
export function contactsContent(contacts: unknown[]): Content | undefined {
  const cards = contacts.slice(0, 50).map(card).filter((shown) => shown !== undefined);
  return cards.length > 0 ? { text: cards.join('\n\n') } : undefined;
}

function card(contact: unknown): string | undefined {
  const name = line(field(contact, 'name', 'formatted_name'));
  const phones = list(field(contact, 'phones')).slice(0, 20).map((phone) => line(field(phone, 'phone')));
  const mails = list(field(contact, 'emails')).slice(0, 20).map((mail) => line(field(mail, 'email')));
  const shown = lines(name, ...phones, ...mails);
  return shown ? `👤 ${shown}` : undefined;
}

/** A basket sent from the catalogue. */
export function orderContent(order: unknown): Content | undefined {
  const items = list(field(order, 'product_items')).slice(0, 200).map(item).filter((shown) => shown !== undefined);
  return items.length > 0 ? { text: lines(text(field(order, 'text')), ...items) } : undefined;
}

function item(product: unknown): string | undefined {
  const id = line(field(product, 'product_retailer_id'));
  if (!id) return undefined;
  const price = number(field(product, 'item_price'));
  const currency = line(field(product, 'currency'), 10);
  return `🛒 ${number(field(product, 'quantity')) ?? 1} × ${id}${price === undefined ? '' : ` — ${price}${currency ? ` ${currency}` : ''}`}`;
}
