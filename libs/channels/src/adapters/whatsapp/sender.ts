import type { InboundSender } from '../../define-channel.js';
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

/**
 * The author. Each person has a business-scoped user id (`US.1349…`); those with a user name may hide their number, and
 * then only the id is sent. WhatsApp vouches for both, and that they belong to one person.
 */
export function senderOf(message: unknown, names: Names): InboundSender | undefined {
  const from = identifier(field(message, 'from'));
  const said = identifier(field(message, 'from_user_id'));
  const userId = said && /^[A-Z]{2}(\.[A-Za-z0-9]+){1,2}$/.test(said) ? said : undefined;
  const name = names.get(from ?? '') ?? names.get(userId ?? '');
  const named = { ...(name && { name }), verified: true };
  if (from && /^\+?\d{5,20}$/.test(from))
    return {
      kind: 'phone',
      value: `+${from.replace('+', '')}`,
      ...named,
      ...(userId && { alias: { kind: 'whatsapp', value: userId } }),
    };
  if (userId) return { kind: 'whatsapp', value: userId, ...named };
  return undefined;
}
