import type { ChannelContext, Inbound } from '../../define-channel.js';
import { field, text } from '../../wire/fields.js';
import { notUnderstood, type Parsed, withDeadLetters } from '../../wire/not-understood.js';
import { readJson, UnreadableJson } from '../../wire/read-json.js';
import { parseEdit, parseMessage } from './parse-message.js';
import { messageIdOf, senderOf } from './sender.js';
import type { TelegramSettings } from './settings.js';

/** Telegram delivers one update at a time, about one thing. */
export function parseUpdate(body: Buffer, { tools }: ChannelContext<TelegramSettings>): Inbound[] {
  try {
    return withDeadLetters([parse(readJson(body), tools.now())]);
  } catch (error) {
    if (error instanceof UnreadableJson) return [{ kind: 'unknown', reason: error.message }];
    throw error;
  }
}

function parse(update: unknown, now: Date): Parsed {
  const message = field(update, 'message');
  if (message !== undefined)
    return parseMessage(message, now) ?? notUnderstood('not a person’s message in a private chat', update);
  const edited = field(update, 'edited_message');
  if (edited !== undefined) return parseEdit(edited) ?? notUnderstood('edit not understood', update);
  return parseCallback(field(update, 'callback_query')) ?? notUnderstood('update not understood', update);
}

/** A press of a button under one of our messages. The update has its data but not its label. */
function parseCallback(query: unknown): Parsed | undefined {
  const sender = senderOf(field(query, 'from'));
  const externalId = messageIdOf('callback', field(query, 'id'));
  const data = text(field(query, 'data'));
  if (!sender || !externalId || !data) return undefined;
  return { kind: 'message', externalId, sender, text: data, files: [], flags: [], mayAutoReply: true };
}
