import { field, unixTime } from '../../wire/fields.js';
import type { Parsed } from '../../wire/not-understood.js';
import { contentOf, placeholder } from './message-content.js';
import { messageIdOf, senderOf } from './sender.js';

/** A message of a private chat. Groups are ignored: an answer there would reach the wrong people. */
export function parseMessage(message: unknown, now: Date): Parsed | undefined {
  const sender = senderOf(field(message, 'from'));
  const externalId = idOf(message);
  if (!sender || !externalId || field(message, 'chat', 'type') !== 'private') return undefined;
  const content = contentOf(message);
  const sentAt = unixTime(field(message, 'date'), now);
  const unsupported = !content && { raw: Buffer.from(JSON.stringify(message)) };
  const { text, files } = content ?? placeholder(message);
  return {
    kind: 'message',
    externalId,
    sender,
    text,
    files,
    ...(sentAt && { sentAt }),
    flags: content ? [] : ['unsupported'],
    mayAutoReply: content !== undefined,
    ...unsupported,
  };
}

/** An edit contains the whole new message. */
export function parseEdit(message: unknown): Parsed | undefined {
  const externalId = idOf(message);
  const content = contentOf(message);
  return externalId && content && senderOf(field(message, 'from'))
    ? { kind: 'edit', externalId, text: content.text }
    : undefined;
}

const idOf = (message: unknown) => messageIdOf(field(message, 'chat', 'id'), field(message, 'message_id'));
