import { type ChannelContext, type Installation, type SetUpStep, defineChannel } from '../../define-channel.js';
import { insecureHook } from '../../wire/insecure-hook.js';
import { metaHook } from '../../wire/meta/app-hook.js';
import { fetchFile } from '../../wire/meta/fetch-file.js';
import { fetchProfileName } from '../../wire/meta/fetch-name.js';
import { parseBatch } from '../../wire/meta/parse-batch.js';
import { challengeOf, signedByMeta } from '../../wire/meta/webhook.js';
import { accountFields, checkInstagram, connectInstagram, nameFields } from './connect-account.js';
import { renewToken } from './renew-token.js';
import { MAX_BYTES, sendMessage } from './send-message.js';
import { InstagramSettings } from './settings.js';

/** The direct messages of a professional account at Instagram. */
export const instagram = defineChannel({
  type: 'instagram',
  texts: new URL('./locales/', import.meta.url),
  glyph: [
    'M8 3.5h8A4.5 4.5 0 0 1 20.5 8v8a4.5 4.5 0 0 1-4.5 4.5H8A4.5 4.5 0 0 1 3.5 16V8A4.5 4.5 0 0 1 8 3.5z',
    'M12 8.2a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6z',
    'M16.8 7.2h.01',
  ],
  ink: { light: '#A62C6B', dark: '#F09AC4' },
  identities: ['instagram'],
  settings: InstagramSettings,
  capabilities: {
    replyWindowHours: 24,
    personWindowHours: 7 * 24,
    joins: 'contact',
    maxTextLength: MAX_BYTES,
    maxTextBytes: MAX_BYTES,
    keepsOriginal: false,
    // An account at Instagram proves no address, number or account in the shop.
    proves: null,
  },
  receive: 'webhook',
  appHook: metaHook<InstagramSettings>('instagram', ({ accountId }) => accountId),
  handshake: (request, { settings }) => challengeOf(request, settings.verifyToken),
  verify: (request, { settings }) => signedByMeta(request, settings.appSecret),
  parse: parseWebhook,
  send: sendMessage,
  echoesAreMarked: false,
  fetchMedia: (address, context) => fetchFile(address, context),
  fetchName: ({ value }, context) => fetchProfileName(value, nameFields, context.settings.accessToken, context),
  renew: renewToken,
  check: checkInstagram,
  connect: connectInstagram,
  steps: ['insecure', 'webhook'],
  explain: explainSetUp,
});

function parseWebhook(body: Buffer, { settings, tools }: ChannelContext<InstagramSettings>) {
  const { accountId: ownId } = settings;
  return parseBatch(body, { platform: 'Instagram', object: 'instagram', kind: 'instagram', ownId, now: tools.now() });
}

/** The app's webhook is entered at Meta; the account's subscription is set by `connect`. */
function explainSetUp(settings: InstagramSettings, _id: string, installation: Installation): SetUpStep[] {
  return [...insecureHook(settings, installation), { name: 'webhook', values: { fields: accountFields.join(', ') } }];
}
