import type { Inbound } from '../../define-channel.js';
import { field, identifier, part, text, unixTime } from '../../wire/fields.js';
import { contentOf, placeholder, type Content } from './message-content.js';
import { senderOf, type Names } from './sender.js';

/** One entry of `messages`: a message, or an edit or deletion of an earlier one. */
export function parseMessage(message: unknown, names: Names, now: Date): Inbound[] {
  const externalId = identifier(field(message, 'id'));
  const sender = senderOf(message, names);
  if (!externalId || !sender) return [{ kind: 'unknown', reason: 'message without id or sender', part: part(message) }];
  const type = field(message, 'type');
  if (type === 'edit' || type === 'revoke') return [parseChangeOf(message, type)];
  if (isTakenBackReaction(message)) return [];
  const content: Content = contentOf(message) ?? placeholder(message);
  const sentAt = unixTime(field(message, 'timestamp'), now);
  const flags = content.flags ?? [];
  const incomplete = flags.includes('unsupported') || flags.includes('truncated');
  return [{ kind: 'message', externalId, sender, text: content.text, files: content.files ?? [], ...(sentAt && { sentAt }), flags, mayAutoReply: flags.length === 0, ...(incomplete && { raw: Buffer.from(JSON.stringify(message)) }) }];
}

/** Reported for numbers that also use the WhatsApp Business app; both name the original. */
function parseChangeOf(message: unknown, type: 'edit' | 'revoke'): Inbound {
  const externalId = identifier(field(message, type, 'original_message_id'));
  if (!externalId) return { kind: 'unknown', reason: `${type} without its original`, part: part(message) };
  if (type === 'revoke') return { kind: 'edit', externalId, deleted: true };
  const edited = contentOf(field(message, 'edit', 'message'));
  return edited ? { kind: 'edit', externalId, text: edited.text } : { kind: 'unknown', reason: 'edit not understood', part: part(message) };
}

/** A reaction without an emoji takes an earlier one back: there is nothing to show. */
function isTakenBackReaction(message: unknown): boolean {
  return field(message, 'type') === 'reaction' && identifier(field(message, 'reaction', 'message_id')) !== undefined && !text(field(message, 'reaction', 'emoji'));
}
