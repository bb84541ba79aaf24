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
  label: 'WhatsApp',
  settings: WhatsappSettings,
  capabilities: {
    attachments: true,
    html: false,
    replyWindowHours: 24,
    receipts: true,
    typing: false,
    joins: 'contact',
    maxTextLength: MAX_TEXT,
  },
  receive: 'webhook',
  handshake: answerHandshake,
  verify: verifyWebhook,
  parse: parseWebhook,
  send: sendMessage,
  fetchMedia,
  check: checkCredentials,
});
