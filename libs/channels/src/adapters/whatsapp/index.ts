import { reason } from '#libs/contracts';
import {
  type ChannelContext,
  type Finding,
  type Installation,
  type RawRequest,
  type SetUpStep,
  defineChannel,
} from '../../define-channel.js';
import { field, line } from '../../wire/fields.js';
import { challengeOf, signedByMeta } from '../../wire/meta/webhook.js';
import { describeNoAnswer } from '../../wire/send-parts.js';
import { insecureHook } from '../../wire/insecure-hook.js';
import { readTypedPhone } from './addresses.js';
import { fetchMedia } from './fetch-media.js';
import { listTemplates } from './templates/list-templates.js';
import { answerOf, bearer, graphErrorOf, graphUrl } from '../../wire/meta/graph-request.js';
import { parseWebhook } from './parse-webhook.js';
import { MAX_TEXT, sendMessage } from './send-message.js';
import { WhatsappSettings, secretsOf } from './settings.js';

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
    templates: true,
  },
  alerts: ['account', 'connection', 'violation', 'alert', 'review', 'quality', 'limit', 'template'],
  receive: 'webhook',
  readAddress: readTypedPhone,
  handshake: (request, context) => answerHandshake(request, context),
  verify: (request, context) => verifyWebhook(request, context),
  parse: parseWebhook,
  send: sendMessage,
  listTemplates,
  fetchMedia,
  check: checkCredentials,
  steps: ['insecure', 'subscribe'],
  explain: explainSetUp,
});

/** The fields of Meta's webhooks that Waypost reads; docs/whatsapp-and-telegram.md says what becomes of each. */
export const webhookFields = [
  'messages',
  'smb_message_echoes',
  'calls',
  'account_update',
  'account_alerts',
  'account_review_update',
  'phone_number_quality_update',
  'business_capability_update',
  'message_template_status_update',
  'message_template_quality_update',
];

/** Meta's page takes the address, the verify token and the fields; none of them can be set with a number's token. */
function explainSetUp(settings: WhatsappSettings, _id: string, installation: Installation): SetUpStep[] {
  return [...insecureHook(settings, installation), { name: 'subscribe', values: { fields: webhookFields.join(', ') } }];
}

export const verifyWebhook = (request: RawRequest, { settings }: ChannelContext<WhatsappSettings>): boolean =>
  signedByMeta(request, settings.appSecret);

export const answerHandshake = (request: RawRequest, { settings }: ChannelContext<WhatsappSettings>): string | null =>
  challengeOf(request, settings.verifyToken);

/** Requests the number's name, which checks token, number id and base URL. */
export async function checkCredentials(context: ChannelContext<WhatsappSettings>): Promise<Finding> {
  try {
    const url = `${graphUrl(context, context.settings.phoneNumberId)}?fields=display_phone_number,verified_name`;
    const response = await context.tools.fetch(url, { headers: bearer(context.settings.accessToken) });
    if (response.status !== 200)
      return {
        ok: false,
        message:
          graphErrorOf(response, secretsOf(context.settings))?.message ??
          reason('answered-status', { platform: 'WhatsApp', status: response.status }),
      };
    const answer = answerOf(response);
    const shown = [line(field(answer, 'verified_name')), line(field(answer, 'display_phone_number'))]
      .filter(Boolean)
      .join(', ');
    return shown
      ? { ok: true, message: shown, proves: { sending: true } }
      : { ok: false, message: reason('foreign-answer', { platform: 'WhatsApp' }) };
  } catch (error) {
    return { ok: false, message: describeNoAnswer(error, 'WhatsApp') };
  }
}
