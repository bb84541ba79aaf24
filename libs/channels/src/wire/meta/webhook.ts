import type { RawRequest } from '../../define-channel.js';
import { sameSecret, signedWith } from '../secrets.js';

/** Meta signs the raw bytes with the app's secret. The older sha1 header is ignored. */
export function signedByMeta(request: RawRequest, appSecret: string): boolean {
  const [scheme, hex, ...more] = (request.headers['x-hub-signature-256'] ?? '').split('=');
  return scheme === 'sha256' && hex !== undefined && more.length === 0 && signedWith(appSecret, request.body, hex);
}

/** The challenge to return when the verify token matches; refused when it could be markup. */
export function challengeOf({ query }: RawRequest, verifyToken: string): string | null {
  const challenge = query['hub.challenge'];
  if (query['hub.mode'] !== 'subscribe' || typeof challenge !== 'string' || !/^[\w.-]{1,256}$/.test(challenge))
    return null;
  const token = query['hub.verify_token'];
  return typeof token === 'string' && sameSecret(token, verifyToken) ? challenge : null;
}
