import { createHmac, hkdfSync } from 'node:crypto';

/** What a key is derived for. Each purpose has a key of its own, so that what one reveals helps with no other. */
export type Purpose =
  | 'channel-secrets'
  | 'reply-token'
  | 'message-id'
  | 'visitor-session'
  | 'set-up'
  | 'csrf'
  | (string & {});

/** A key of 32 bytes for one purpose, derived from the installation's. */
export function deriveKey(secretKey: string, purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, 'waypost', purpose, 32));
}

/** Signs values for one purpose: the same value always gives the same token, which nobody without the key can guess. */
export class Keyed {
  constructor(private readonly key: Buffer) {}

  /** 128 bits of HMAC-SHA256 in lower-case base32, which survives mail servers that fold case. */
  token(value: string): string {
    return base32(createHmac('sha256', this.key).update(value).digest().subarray(0, 16));
  }
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

function base32(bytes: Buffer) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[parseInt(five.padEnd(5, '0'), 2)]).join('');
}
