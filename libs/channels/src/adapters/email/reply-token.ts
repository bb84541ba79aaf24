import { randomBytes } from 'node:crypto';

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
