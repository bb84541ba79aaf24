import { createHmac, hkdfSync } from 'node:crypto';

/** The purposes of derived keys. Each has its own key, so that a leaked one does not affect the others. */
export type Purpose =
  | 'channel-secrets'
  | 'reply-token'
  | 'message-id'
  | 'visitor-session'
  | 'set-up'
  | 'csrf'
  | (string & {});

/** Derives a key of 32 bytes for one purpose from the installation's key. */
export function deriveKey(secretKey: string, purpose: Purpose): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, 'waypost', purpose, 32));
}

/**
 * Signs values for one purpose. The same value always gives the same token, which cannot be guessed without the key.
 */
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
