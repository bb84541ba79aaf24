import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, safe in a URL. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a token: who reads the table cannot use it. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Whether two texts or byte strings are the same, in a time that tells nothing about where they differ. */
export function sameSecret(left: string | Uint8Array, right: string | Uint8Array): boolean {
  // Digests are of one length, which the comparison needs.
  return timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest());
}
