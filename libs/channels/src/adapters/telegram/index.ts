import { type ChannelContext, defineChannel, type RawRequest } from '../../define-channel.js';
import { field, line } from '../../wire/fields.js';
import { sameSecret } from '../../wire/secrets.js';
import { botErrorOf, methodUrl, resultOf } from './bot-request.js';
import { fetchMedia } from './fetch-media.js';
import { parseUpdate } from './parse-update.js';
import { MAX_TEXT, sendMessage } from './send-message.js';
import { TelegramSettings } from './settings.js';

type Context = ChannelContext<TelegramSettings>;

/** Telegram by a bot. It tells neither delivery nor reading, and hands nothing of ours back. */
export const telegram = defineChannel({
  type: 'telegram',
  label: 'Telegram',
  settings: TelegramSettings,
  capabilities: {
    attachments: true,
    html: false,
    replyWindowHours: null,
    receipts: false,
    typing: false,
    joins: 'contact',
    maxTextLength: MAX_TEXT,
  },
  receive: 'webhook',
  verify,
  parse: parseUpdate,
  send: sendMessage,
  fetchMedia,
  check,
});

/** The secret that was given along when the webhook was set. */
function verify(request: RawRequest, { settings }: Context): boolean {
  return sameSecret(request.headers['x-telegram-bot-api-secret-token'], settings.webhookSecret);
}

async function check(context: Context): Promise<{ ok: boolean; message: string }> {
  try {
    const response = await context.tools.fetch(methodUrl(context, 'getMe'));
    const name = line(field(resultOf(response), 'username'));
    if (name) return { ok: true, message: `@${name}` };
    return {
      ok: false,
      message: botErrorOf(response, context)?.message ?? `Telegram answered with status ${response.status}`,
    };
  } catch {
    return { ok: false, message: 'Telegram could not be reached' };
  }
}
