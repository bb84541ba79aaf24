import { hashToken, randomToken } from '#libs/platform';

/** A visitor's token: the channel's id leads to the workspace, the rest is the secret. */
export interface VisitorToken {
  channelId: string;
  hash: Buffer;
}

const form = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/;

/** Makes a token and the hash of it that is stored. */
export function newVisitorToken(channelId: string): { token: string; hash: Buffer } {
  const token = `${channelId}.${randomToken()}`;
  return { token, hash: hashToken(token) };
}

/** Reads a token; null when it does not have our format. */
export function readVisitorToken(token: unknown): VisitorToken | null {
  const match = typeof token === 'string' ? form.exec(token) : null;
  return match ? { channelId: match[1]!, hash: hashToken(match[0]) } : null;
}

/** Returns the token of an Authorization header. */
export const bearerOf = (authorization: string | undefined): string | null =>
  /^Visitor (\S{1,200})$/i.exec(authorization ?? '')?.[1] ?? null;
