import type { ChannelContext, RawRequest } from '../../define-channel.js';
import { sameSecret, signedWith } from '../../wire/secrets.js';
import type { WhatsappSettings } from './settings.js';

type Context = ChannelContext<WhatsappSettings>;

/** Meta signs the raw bytes with the app's secret. The older sha1 header is ignored. */
export function verifyWebhook(request: RawRequest, { settings }: Context): boolean {
  const [scheme, hex, ...more] = (request.headers['x-hub-signature-256'] ?? '').split('=');
  return (
    scheme === 'sha256' && hex !== undefined && more.length === 0 && signedWith(settings.appSecret, request.body, hex)
  );
}

/** The challenge to return when the verify token matches; refused when it could be markup. */
export function answerHandshake({ query }: RawRequest, { settings }: Context): string | null {
  const challenge = query['hub.challenge'];
  if (query['hub.mode'] !== 'subscribe' || typeof challenge !== 'string' || !/^[\w.-]{1,256}$/.test(challenge))
    return null;
  const token = query['hub.verify_token'];
  return typeof token === 'string' && sameSecret(token, settings.verifyToken) ? challenge : null;
}
