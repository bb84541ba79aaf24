import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A token of 256 random bits, URL-safe. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** The hash that is stored instead of a token, so that a reader of the table cannot use it. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Compares two texts or byte strings in constant time. */
export function sameSecret(left: string | Uint8Array, right: string | Uint8Array): boolean {
  // timingSafeEqual needs equal lengths, so compare digests.
  return timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());
}
