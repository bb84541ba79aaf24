import { reason } from '#libs/contracts';
import type { InboundEdit } from '../../define-channel.js';
import { field, identifier, text, unixTime } from '../../wire/fields.js';
import { notUnderstood, type Parsed } from '../../wire/not-understood.js';
import { type Names, personOf } from './addresses.js';
import { type Content, contentOf, placeholder } from './message-content.js';
import { parseAddressChange } from './parse-address-change.js';
import { referenceOf } from './reference.js';

/** One entry of `messages`: a message, an edit or deletion of an earlier one, or a notice about its sender. */
export function parseMessage(message: unknown, names: Names, now: Date): Parsed[] {
  const changed = parseAddressChange(message, now);
  if (changed) return [changed];
  if (isOfGroup(message)) return [notUnderstood(reason('in-group'), message)];
  const externalId = identifier(field(message, 'id'));
  const sender = personOf(field(message, 'from'), field(message, 'from_user_id'), names);
  if (!externalId || !sender) return [notUnderstood(reason('message-nameless'), message)];
  const change = parseChangeOf(message, now);
  if (change) return [change];
  const slot = slotOf(message, sender.value);
  const sentAt = unixTime(field(message, 'timestamp'), now);
  if (slot && !text(field(message, 'reaction', 'emoji')))
    return [{ kind: 'slot-cleared', slot, ...(sentAt && { at: sentAt }) }];
  const content: Content = contentOf(message) ?? placeholder(message);
  const flags = content.flags ?? [];
  const incomplete = flags.includes('unsupported') || flags.includes('truncated');
  const about = referenceOf(message);
  return [
    {
      kind: 'message',
      externalId,
      sender,
      text: content.text,
      files: content.files ?? [],
      ...(sentAt && { sentAt }),
      flags,
      mayAutoReply: flags.length === 0,
      ...(about && { about }),
      ...(slot && { slot }),
      ...(incomplete && { raw: Buffer.from(JSON.stringify(message)) }),
    },
  ];
}

/** An answer would reach its author alone, and not the group: an agent reads it at the provider. */
export const isOfGroup = (message: unknown): boolean =>
  identifier(field(message, 'group_id')) !== undefined || field(message, 'recipient_type') === 'group';

/** An edit or a deletion, which name the original. Reported for numbers that also use the WhatsApp Business app. */
export function parseChangeOf(message: unknown, now: Date, more: Pick<InboundEdit, 'ours'> = {}): Parsed | undefined {
  const type = field(message, 'type');
  if (type !== 'edit' && type !== 'revoke') return undefined;
  const externalId = identifier(field(message, type, 'original_message_id'));
  if (!externalId) return notUnderstood(reason('without-original', { name: type }), message);
  const at = unixTime(field(message, 'timestamp'), now);
  const edit = { kind: 'edit' as const, externalId, ...more, ...(at && { at }) };
  if (type === 'revoke') return { ...edit, deleted: true };
  const edited = contentOf(field(message, 'edit', 'message'));
  return edited
    ? { ...edit, text: edited.text, ...(edited.files && { files: edited.files }) }
    : notUnderstood(reason('edit-unknown'), message);
}

/** A person has one reaction to a message: another one replaces it, and one without an emoji takes it away. */
function slotOf(message: unknown, author: string): string | undefined {
  const target = field(message, 'type') === 'reaction' && identifier(field(message, 'reaction', 'message_id'), 180);
  return target ? `reaction/${author}/${target}`.slice(0, 250) : undefined;
}
