import { defineChannel } from '../../define-channel.js';
import { checkCredentials } from './check-credentials.js';
import { fetchMedia } from './fetch-media.js';
import { parseWebhook } from './parse-webhook.js';
import { MAX_TEXT, sendMessage } from './send-message.js';
import { WhatsappSettings } from './settings.js';
import { answerHandshake, verifyWebhook } from './verify-webhook.js';

/** WhatsApp by Meta's Cloud API. */
export const whatsapp = defineChannel({
  type: 'whatsapp',
  texts: new URL('./locales/', import.meta.url),
  glyph: [
    'M12 3a9 9 0 0 0-7.8 13.5L3 21l4.6-1.2A9 9 0 1 0 12 3z',
    'M8.8 8.6c-.4 3.2 3.2 7 6.6 6.7l.9-1.6-2-1.1-1 .8a5.5 5.5 0 0 1-2.3-2.4l.8-1-1.1-2z',
  ],
  ink: { light: '#23733F', dark: '#7CC592' },
  // People who hide their number have an id of WhatsApp’s instead.
  identities: ['phone', 'whatsapp'],
  settings: WhatsappSettings,
  capabilities: {
    replyWindowHours: 24,
    joins: 'contact',
    maxTextLength: MAX_TEXT,
    keepsOriginal: false,
    proves: 'phone',
  },
  receive: 'webhook',
  handshake: answerHandshake,
  verify: verifyWebhook,
  parse: parseWebhook,
  send: sendMessage,
  fetchMedia,
  check: checkCredentials,
});
