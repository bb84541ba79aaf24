import { Injectable } from '@nestjs/common';
import { Config } from '../config/index.js';
import { SecretBox } from './secret-box.js';
import { deriveKey, Keyed, type Purpose } from './secret-key.js';

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
