import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const ours = /^<?([0-9a-f]{32})\.(\d{1,4})\.([0-9a-f]{40})@[^\s<>@]{1,255}>?$/;

/**
 * The Message-ID of a mail that we send. It is equal for all tries of an attempt, so that receivers drop duplicates,
 * and unguessable without the installation's key, so that a reply with it proves that its author has the mail.
 */
export function ownMessageId(key: string | Buffer, messageId: string, attempt: number, domain: string): string {
  const name = `${messageId.replaceAll('-', '').toLowerCase()}.${attempt}`;
  return `<${name}.${seal(key, name)}@${domain}>`;
}

/** The id of our message in a Message-ID; null when this installation did not make it. */
export function readOwnMessageId(key: string | Buffer, id: string): { messageId: string; attempt: number } | null {
  const match = ours.exec(id.trim());
  if (!match) return null;
  const [, hex = '', attempt = '', mac = ''] = match;
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(seal(key, `${hex}.${attempt}`)))) return null;
  return { messageId: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'), attempt: Number(attempt) };
}

/** Whether a Message-ID has our form. Does not verify that we made it. */
export const looksLikeOwnMessageId = (id: string): boolean => ours.test(id);

const seal = (key: string | Buffer, name: string): string =>
  createHmac('sha256', key).update(`message-id:${name}`).digest('hex').slice(0, 40);

const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
const mark = '+r.';
const token = /^[a-km-np-z2-9]{26}$/;

/** A secret that routes a reply to its ticket: 130 random bits, case-insensitive. */
export function newReplyToken(): string {
  return Array.from(randomBytes(26), (byte) => alphabet[byte & 31]).join('');
}

/** The reply address of a ticket: `support+r.<token>@shop.example`. */
export function replyAddress(address: string, replyToken: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}${mark}${replyToken}${address.slice(at)}`;
}

/** Splits a recipient into the channel's own address and the reply token in it, if any. */
export function readReplyAddress(recipient: string): { address: string; token: string | null } {
  const lower = recipient.trim().toLowerCase();
  const at = lower.lastIndexOf('@');
  const start = lower.lastIndexOf(mark, at);
  if (at < 1 || start < 1) return { address: lower, token: null };
  const found = lower.slice(start + mark.length, at);
  return token.test(found)
    ? { address: lower.slice(0, start) + lower.slice(at), token: found }
    : { address: lower, token: null };
}
