import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../config/index.js';

/** All that depends on SECRET_KEY. */
@Injectable()
export class Secrets {
  private readonly keys = new Map<Purpose, Buffer>();

  constructor(private readonly config: Config) {}

  /** The box that encrypts and decrypts for one purpose. */
  box(purpose: Purpose): SecretBox {
    return new SecretBox(this.key(purpose));
  }

  /** The signer that makes unguessable tokens from values, for one purpose. */
  keyed(purpose: Purpose): Keyed {
    return new Keyed(this.key(purpose));
  }

  /** The key of one purpose, for libraries that sign by themselves. */
  key(purpose: Purpose): Buffer {
    const key = this.keys.get(purpose) ?? deriveKey(this.config.secretKey, purpose);
    this.keys.set(purpose, key);
    return key;
  }
}

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
function deriveKey(secretKey: string, purpose: Purpose): Buffer {
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

/** Prefix of a sealed text, so that the format can change. */
const version = 'v1';

/** AES-256-GCM for secrets at rest, each bound to the place where it is stored. */
export class SecretBox {
  constructor(private readonly key: Buffer) {}

  /** @param place where it is stored, such as `channel/<id>`; the secret cannot be opened at another place */
  seal(plain: string, place: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(place));
    const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    return `${version}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
  }

  /** Throws when the text was changed, was sealed for another place or with another SECRET_KEY. */
  open(sealed: string, place: string): string {
    const bytes = Buffer.from(sealed.slice(version.length + 1), 'base64url');
    if (!sealed.startsWith(`${version}.`) || bytes.length < 28) throw new SecretUnreadable();
    const cipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, 12), { authTagLength: 16 });
    cipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(12, 28));
    try {
      return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8');
    } catch {
      throw new SecretUnreadable();
    }
  }
}

/** A sealed secret cannot be opened: it was changed, moved or sealed with another SECRET_KEY. */
export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable';

  constructor() {
    super('A stored secret cannot be opened: it was changed, or SECRET_KEY is another than when it was stored');
  }
}
