import { type ChannelContext, defineChannel, type RawRequest } from '../../define-channel.js';
import { insecureHook } from '../../wire/insecure-hook.js';
import { sameSecret } from '../../wire/secrets.js';
import { checkBot, connectBot, disconnectBot } from './connect-bot.js';
import { fetchMedia } from './fetch-media.js';
import { parseUpdate } from './parse-update.js';
import { MAX_TEXT, sendMessage } from './send-message.js';
import { TelegramSettings } from './settings.js';

type Context = ChannelContext<TelegramSettings>;

/** Telegram by a bot. It reports neither delivery nor reading, and does not return our ids. */
export const telegram = defineChannel({
  type: 'telegram',
  texts: new URL('./locales/', import.meta.url),
  glyph: [
    'M14.536 21.686a.5.5 0 0 0 .937-.024l6.5-19a.496.496 0 0 0-.635-.635l-19 6.5a.5.5 0 0 0-.024.937l7.93 3.18a2 2 0 0 1 1.112 1.11z',
    'm21.854 2.147-10.94 10.939',
  ],
  ink: { light: '#1E749F', dark: '#7FC0E2' },
  identities: ['telegram'],
  settings: TelegramSettings,
  capabilities: {
    replyWindowHours: null,
    joins: 'contact',
    maxTextLength: MAX_TEXT,
    keepsOriginal: false,
    proves: null,
  },
  receive: 'webhook',
  setsWebhook: true,
  verify,
  parse: parseUpdate,
  send: sendMessage,
  fetchMedia,
  check: checkBot,
  connect: connectBot,
  disconnect: disconnectBot,
  steps: ['insecure', 'webhook'],
  explain: (settings, _id, installation) => [...insecureHook(settings, installation), { name: 'webhook' }],
});

/** Checks the secret that was set together with the webhook. */
function verify(request: RawRequest, { settings }: Context): boolean {
  const { webhookSecret } = settings;
  return webhookSecret !== undefined && sameSecret(request.headers['x-telegram-bot-api-secret-token'], webhookSecret);
}
