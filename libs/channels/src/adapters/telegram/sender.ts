import type { InboundSender } from '../../define-channel.js';
import { field, identifier, line } from '../../wire/fields.js';

/** The author, whose id is also that of the private chat with them. Undefined for bots. */
export function senderOf(user: unknown): InboundSender | undefined {
  const id = identifier(field(user, 'id'));
  if (!id || !/^\d{1,20}$/.test(id) || field(user, 'is_bot') === true) return undefined;
  const full = line(`${line(field(user, 'first_name')) ?? ''} ${line(field(user, 'last_name')) ?? ''}`);
  const name = full ?? line(field(user, 'username'));
  const locale = localeOf(field(user, 'language_code'));
  return { kind: 'telegram', value: id, ...(name && { name }), verified: true, ...(locale && { locale }) };
}

const localeOf = (value: unknown) =>
  typeof value === 'string' && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value) ? value : undefined;

/** Message ids start from one in each chat, so an external id needs both. */
export function messageIdOf(chat: unknown, message: unknown): string | undefined {
  const [chatId, id] = [identifier(chat, 60), identifier(message, 100)];
  return chatId && id ? `${chatId}:${id}` : undefined;
}
