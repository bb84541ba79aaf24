import { type ChannelContext, type Installation, type SetUpStep, defineChannel } from '../../define-channel.js';
import { insecureHook } from '../../wire/insecure-hook.js';
import { metaHook } from '../../wire/meta/app-hook.js';
import { fetchFile } from '../../wire/meta/fetch-file.js';
import { fetchProfileName } from '../../wire/meta/fetch-name.js';
import { parseBatch } from '../../wire/meta/parse-batch.js';
import { challengeOf, signedByMeta } from '../../wire/meta/webhook.js';
import { checkPage, connectPage, pageFields } from './connect-page.js';
import { MAX_TEXT, sendMessage } from './send-message.js';
import { MessengerSettings } from './settings.js';

/** The conversations of a Facebook page. */
export const messenger = defineChannel({
  type: 'messenger',
  texts: new URL('./locales/', import.meta.url),
  glyph: [
    'M12 3C6.9 3 3 6.6 3 11.3c0 2.6 1.2 4.8 3.1 6.3V21l3-1.6c.9.2 1.9.3 2.9.3 5.1 0 9-3.6 9-8.4S17.1 3 12 3z',
    'M7.5 13.2l3-3.2 2.6 2.2 3.4-2.5',
  ],
  ink: { light: '#1E5FBF', dark: '#8AB6F5' },
  identities: ['messenger'],
  settings: MessengerSettings,
  capabilities: {
    replyWindowHours: 24,
    personWindowHours: 7 * 24,
    joins: 'contact',
    maxTextLength: MAX_TEXT,
    keepsOriginal: false,
    // An account at Facebook proves no address, number or account in the shop.
    proves: null,
  },
  receive: 'webhook',
  appHook: metaHook<MessengerSettings>('page', ({ pageId }) => pageId),
  handshake: (request, { settings }) => challengeOf(request, settings.verifyToken),
  verify: (request, { settings }) => signedByMeta(request, settings.appSecret),
  parse: parseWebhook,
  send: sendMessage,
  fetchMedia: (address, context) => fetchFile(address, context),
  fetchName: ({ value }, context) => fetchProfileName(value, ['name'], context.settings.pageAccessToken, context),
  check: checkPage,
  connect: connectPage,
  steps: ['insecure', 'webhook'],
  explain: explainSetUp,
});

function parseWebhook(body: Buffer, { settings, tools }: ChannelContext<MessengerSettings>) {
  const { pageId: ownId } = settings;
  return parseBatch(body, { platform: 'Messenger', object: 'page', kind: 'messenger', ownId, now: tools.now() });
}

/** The app's webhook is entered at Meta; the page's subscription is set by `connect`. */
function explainSetUp(settings: MessengerSettings, _id: string, installation: Installation): SetUpStep[] {
  return [...insecureHook(settings, installation), { name: 'webhook', values: { fields: pageFields.join(', ') } }];
}
