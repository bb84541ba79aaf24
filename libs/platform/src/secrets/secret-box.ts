import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

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
