import type { InboundReference } from '../../define-channel.js';
import { field, line, text } from '../../wire/fields.js';
import { linkedText } from './linked-text.js';
import { messageIdOf } from './sender.js';

const longest = 1_000;

/** What a message refers to: the message that it answers, or a part of one, and whom it was forwarded from. */
export function referenceOf(message: unknown): InboundReference | undefined {
  const [quoted, forwarded] = [quotedOf(message), forwardedOf(message)];
  return quoted || forwarded ? { ...(quoted && { quoted }), ...(forwarded && { forwarded }) } : undefined;
}

function quotedOf(message: unknown): InboundReference['quoted'] {
  const [reply, external] = [field(message, 'reply_to_message'), field(message, 'external_reply')];
  // The person may have chosen a part of the message.
  const part = text(field(message, 'quote', 'text'), longest);
  if (reply !== undefined && reply !== null) {
    const externalId = messageIdOf(field(message, 'chat', 'id'), field(reply, 'message_id'));
    const words = part ?? wordsOf(reply);
    const author = nameOf(field(reply, 'from'));
    return { ...(externalId && { externalId }), ...(words && { text: words }), ...(author && { author }) };
  }
  const author = originOf(field(external, 'origin'));
  return part || author ? { ...(part && { text: part }), ...(author && { author }) } : undefined;
}

const wordsOf = (message: unknown) =>
  (
    linkedText(field(message, 'text'), field(message, 'entities')) ??
    linkedText(field(message, 'caption'), field(message, 'caption_entities'))
  )?.slice(0, longest);

/** The API before 7.0 wrote the origin into fields of the message itself. */
function forwardedOf(message: unknown): InboundReference['forwarded'] {
  const isForward = ['forward_origin', 'forward_date'].some((key) => field(message, key) !== undefined);
  if (!isForward) return undefined;
  const from =
    originOf(field(message, 'forward_origin')) ??
    nameOf(field(message, 'forward_from')) ??
    titleOf(field(message, 'forward_from_chat')) ??
    line(field(message, 'forward_sender_name'));
  return from ? { from } : {};
}

/** A person, one who hides who they are, a group or a channel. */
const originOf = (origin: unknown): string | undefined =>
  nameOf(field(origin, 'sender_user')) ??
  line(field(origin, 'sender_user_name')) ??
  titleOf(field(origin, 'sender_chat')) ??
  titleOf(field(origin, 'chat'));

const nameOf = (user: unknown): string | undefined =>
  line([field(user, 'first_name'), field(user, 'last_name')].map((name) => line(name) ?? '').join(' ')) ??
  line(field(user, 'username'));

const titleOf = (chat: unknown): string | undefined => line(field(chat, 'title')) ?? line(field(chat, 'username'));
