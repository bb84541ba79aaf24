import { reason } from '#libs/contracts';
import type { ChannelContext, Inbound } from '../../define-channel.js';
import { field, identifier, list, text, unixTime } from '../../wire/fields.js';
import { notUnderstood, type Parsed, withDeadLetters } from '../../wire/not-understood.js';
import { readJson, UnreadableJson } from '../../wire/read-json.js';
import { contentOf, isNotice, placeholder } from './message-content.js';
import { referenceOf } from './reference.js';
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
  const kinds = ['message', 'edited_message', 'message_reaction', 'callback_query'] as const;
  const kind = kinds.find((each) => field(update, each) !== undefined);
  if (!kind) return notUnderstood(reason('update-unknown'), update);
  const said = field(update, kind);
  if (!isPrivate(kind === 'callback_query' ? field(said, 'message') : said))
    return notUnderstood(reason('not-private'), update);
  switch (kind) {
    case 'message':
      return parseMessage(said, now) ?? notUnderstood(reason('not-private'), update);
    case 'edited_message':
      return parseEdit(said, now) ?? notUnderstood(reason('edit-unknown'), update);
    case 'message_reaction':
      return parseReaction(said, field(update, 'update_id'), now) ?? notUnderstood(reason('reaction-unknown'), update);
    case 'callback_query':
      return parseCallback(said) ?? notUnderstood(reason('update-unknown'), update);
  }
}

/**
 * Groups are ignored: an answer there would reach the wrong people. A button may also be pressed in a group; of one
 * under a message that is too old, only the chat is said.
 */
const isPrivate = (message: unknown) => field(message, 'chat', 'type') === 'private';

/** A press of a button under one of our messages. The update has its data but not its label. */
function parseCallback(query: unknown): Parsed | undefined {
  const sender = senderOf(field(query, 'from'));
  const externalId = messageIdOf('callback', field(query, 'id'));
  const data = text(field(query, 'data'));
  if (!sender || !externalId || !data) return undefined;
  return { kind: 'message', externalId, sender, text: data, files: [], flags: [], mayAutoReply: true };
}

/** A message of a private chat. */
function parseMessage(message: unknown, now: Date): Parsed | undefined {
  const sender = senderOf(field(message, 'from'));
  const externalId = idOf(message);
  if (!sender || !externalId) return undefined;
  const content = contentOf(message);
  const sentAt = unixTime(field(message, 'date'), now);
  const notice = !content && isNotice(message);
  const unsupported = !content && !notice && { raw: Buffer.from(JSON.stringify(message)) };
  const { text, files } = content ?? placeholder(message);
  const about = referenceOf(message);
  return {
    kind: 'message',
    externalId,
    sender,
    text,
    files,
    ...(sentAt && { sentAt }),
    flags: content ? [] : [notice ? 'system' : 'unsupported'],
    mayAutoReply: content !== undefined,
    ...(about && { about }),
    ...unsupported,
  };
}

/** An edit contains the whole new message. */
function parseEdit(message: unknown, now: Date): Parsed | undefined {
  const externalId = idOf(message);
  const content = contentOf(message);
  const at = unixTime(field(message, 'edit_date'), now);
  return externalId && content && senderOf(field(message, 'from'))
    ? { kind: 'edit', externalId, text: content.text, files: content.files, ...(at && { at }) }
    : undefined;
}

/** All reactions that a person has to one message now; none takes them back. Bots receive it where they ask for it. */
function parseReaction(changed: unknown, updateId: unknown, now: Date): Parsed | undefined {
  const [sender, target] = [senderOf(field(changed, 'user')), idOf(changed)];
  const update = identifier(updateId, 60);
  if (!sender || !target || !update) return undefined;
  const slot = `reaction/${sender.value}/${target}`;
  const at = unixTime(field(changed, 'date'), now);
  const emoji = list(field(changed, 'new_reaction')).slice(0, 20).map(emojiOf).join('');
  if (!emoji) return { kind: 'slot-cleared', slot, ...(at && { at }) };
  return {
    kind: 'message',
    externalId: `${target}:reaction:${update}`,
    sender,
    text: emoji,
    files: [],
    ...(at && { sentAt: at }),
    flags: ['reaction'],
    mayAutoReply: false,
    about: { quoted: { externalId: target } },
    slot,
  };
}

/** A custom emoji is a picture without a name. */
const emojiOf = (reaction: unknown) => text(field(reaction, 'emoji'), 20) ?? '⭐';

const idOf = (message: unknown) => messageIdOf(field(message, 'chat', 'id'), field(message, 'message_id'));
