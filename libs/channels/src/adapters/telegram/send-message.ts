import { reason } from '#libs/contracts';
import type { ChannelContext, GuardedResponse, OutboundMessage, SendResult } from '../../define-channel.js';
import { field } from '../../wire/fields.js';
import { type Part, outcomeOfFailure, partsOf, retryAfter, sendParts } from '../../wire/send-parts.js';
import { botErrorOf, methodUrl, resultOf } from './bot-request.js';
import { messageIdOf } from './sender.js';
import type { TelegramSettings } from './settings.js';

type Context = ChannelContext<TelegramSettings>;
type FileKind = 'photo' | 'document';

export const MAX_TEXT = 4_096;
const MAX_PHOTO_BYTES = 10 * 1024 * 1024;

/** Sends the remaining parts of a message, one per file. */
export async function sendMessage(message: OutboundMessage, context: Context): Promise<SendResult> {
  const parts = partsOf(message, kindOf, () => true);
  if (parts.length === 0) return { outcome: 'failed', reason: reason('message-empty') };
  if (message.text.length > MAX_TEXT)
    return { outcome: 'failed', reason: reason('text-too-long', { platform: 'Telegram', max: MAX_TEXT }) };
  if (message.recipient.kind !== 'telegram')
    return { outcome: 'failed', reason: reason('no-address', { platform: 'Telegram' }) };
  return sendParts(message, parts, (part) => sendPart(part, message.recipient.value, context));
}

function kindOf({ contentType, bytes }: { contentType: string; bytes: Buffer }): FileKind {
  return /^image\/(jpeg|png|webp)$/.test(contentType) && bytes.length <= MAX_PHOTO_BYTES ? 'photo' : 'document';
}

function sendPart(part: Part<FileKind>, chatId: string, context: Context): Promise<SendResult> {
  if ('text' in part) {
    const body = JSON.stringify({ chat_id: chatId, text: part.text, link_preview_options: { is_disabled: true } });
    return call('sendMessage', { headers: { 'content-type': 'application/json' }, body }, context);
  }
  const form = new FormData();
  form.set('chat_id', chatId);
  if (part.caption) form.set('caption', part.caption);
  form.set(part.kind, new Blob([new Uint8Array(part.file.bytes)], { type: part.file.contentType }), part.file.name);
  return call(part.kind === 'photo' ? 'sendPhoto' : 'sendDocument', { body: form, timeoutMs: 60_000 }, context);
}

async function call(
  method: string,
  init: { headers?: Record<string, string>; body: string | FormData; timeoutMs?: number },
  context: Context,
): Promise<SendResult> {
  try {
    return sendOutcome(await context.tools.fetch(methodUrl(context, method), { method: 'POST', ...init }), context);
  } catch (error) {
    return outcomeOfFailure(error);
  }
}

/** The bot's token was revoked, or never was one. */
const deniesToken = new Set([401, 404]);

function sendOutcome(response: GuardedResponse, context: Context): SendResult {
  if (response.status >= 200 && response.status < 300) {
    const sent = resultOf(response);
    const externalId = messageIdOf(field(sent, 'chat', 'id'), field(sent, 'message_id'));
    return externalId
      ? { outcome: 'sent', externalId }
      : { outcome: 'unknown', reason: reason('names-no-message', { platform: 'Telegram' }) };
  }
  const error = botErrorOf(response, context);
  const why = error
    ? `Telegram: ${error.message}`
    : reason('answered-status', { platform: 'Telegram', status: response.status });
  if (response.status === 429 || (error && response.status >= 500)) {
    const afterSeconds = error?.retryAfter ?? retryAfter(response, context.tools.now());
    return { outcome: 'retry', reason: why, ...(afterSeconds !== undefined && { afterSeconds }) };
  }
  return response.status >= 500 || response.status === 408
    ? { outcome: 'unknown', reason: why }
    : { outcome: 'failed', reason: why, ...(error && deniesToken.has(response.status) && { denied: true }) };
}
