import { field, identifier, text, unixTime } from '../../wire/fields.js';
import { notUnderstood, type Parsed } from '../../wire/not-understood.js';
import type { Content } from './content.js';
import { contentOf, placeholder } from './message-content.js';
import { senderOf, type Names } from './sender.js';

/** One entry of `messages`: a message, or an edit or deletion of an earlier one. */
export function parseMessage(message: unknown, names: Names, now: Date): Parsed[] {
  const externalId = identifier(field(message, 'id'));
  const sender = senderOf(message, names);
  if (!externalId || !sender) return [notUnderstood('message without id or sender', message)];
  const type = field(message, 'type');
  if (type === 'edit' || type === 'revoke') return [parseChangeOf(message, type)];
  if (isTakenBackReaction(message)) return [];
  const content: Content = contentOf(message) ?? placeholder(message);
  const sentAt = unixTime(field(message, 'timestamp'), now);
  const flags = content.flags ?? [];
  const incomplete = flags.includes('unsupported') || flags.includes('truncated');
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
      ...(incomplete && { raw: Buffer.from(JSON.stringify(message)) }),
    },
  ];
}

/** Reported for numbers that also use the WhatsApp Business app; both name the original. */
function parseChangeOf(message: unknown, type: 'edit' | 'revoke'): Parsed {
  const externalId = identifier(field(message, type, 'original_message_id'));
  if (!externalId) return notUnderstood(`${type} without its original`, message);
  if (type === 'revoke') return { kind: 'edit', externalId, deleted: true };
  const edited = contentOf(field(message, 'edit', 'message'));
  return edited ? { kind: 'edit', externalId, text: edited.text } : notUnderstood('edit not understood', message);
}

/** A reaction without an emoji removes an earlier one, so there is nothing to show. */
function isTakenBackReaction(message: unknown): boolean {
  return (
    field(message, 'type') === 'reaction' &&
    identifier(field(message, 'reaction', 'message_id')) !== undefined &&
    !text(field(message, 'reaction', 'emoji'))
  );
}
