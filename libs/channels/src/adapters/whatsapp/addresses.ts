import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { InboundAddress, InboundSender } from '../../define-channel.js';
import { field, identifier, line, list } from '../../wire/fields.js';

/** Names by phone number or user id. */
export type Names = Map<string, string>;

/** The profile names that come with a change, each by the ids it belongs to. */
export function namesIn(value: unknown): Names {
  const names: Names = new Map();
  for (const contact of list(field(value, 'contacts'))) {
    const name = line(field(contact, 'profile', 'name')) ?? line(field(contact, 'profile', 'username'));
    for (const key of ['wa_id', 'user_id']) {
      const id = identifier(field(contact, key));
      if (id && name) names.set(id, name);
    }
  }
  return names;
}

/** A phone number as the API writes it, in digits. */
export function phoneOf(value: unknown): InboundAddress | undefined {
  const phone = identifier(value);
  return phone && /^\+?\d{5,20}$/.test(phone) ? { kind: 'phone', value: `+${phone.replace('+', '')}` } : undefined;
}

/** A number with its country code, as a person writes it. */
export function readTypedPhone(typed: string): InboundAddress | null {
  const phone = parsePhoneNumberFromString(typed.trim().replace(/^00(?=\d)/, '+'));
  return phone?.isPossible() ? { kind: 'phone', value: phone.number } : null;
}

/** A business-scoped user id, such as `US.1349…`. */
export function userIdOf(value: unknown): InboundAddress | undefined {
  const id = identifier(value);
  return id && /^[A-Z]{2}(\.[A-Za-z0-9]+){1,2}$/.test(id) ? { kind: 'whatsapp', value: id } : undefined;
}

/**
 * A person by number and user id. Those with a user name may hide their number, and then only the id is sent. WhatsApp
 * vouches for both, and that they belong to one person.
 */
export function personOf(number: unknown, id: unknown, names: Names): InboundSender | undefined {
  const [phone, userId] = [phoneOf(number), userIdOf(id)];
  const name = names.get(identifier(number) ?? '') ?? names.get(userId?.value ?? '');
  const named = { ...(name && { name }), verified: true };
  if (phone) return { ...phone, ...named, ...(userId && { alias: userId }) };
  return userId && { ...userId, ...named };
}
