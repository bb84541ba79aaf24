import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { loadConfig } from '../config/index.js';
import { SecretUnreadable, Secrets } from './secrets.js';
import { hashToken, randomToken, sameSecret } from './tokens.js';

const withKey = (key: string) =>
  new Secrets(loadConfig({ DATA_DIR: mkdtempSync(path.join(tmpdir(), 'waypost-secrets-')), SECRET_KEY: key }));
const secrets = withKey('k'.repeat(32));
const box = secrets.box('channel-secrets');

describe('the secret box', () => {
  it('gives back what was put in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => box.open(box.seal(text, 'channel/1'), 'channel/1') === text),
    );
  });

  it('seals the same text differently each time', () => {
    expect(box.seal('word', 'here')).not.toBe(box.seal('word', 'here'));
  });

  it('opens only where, for what and with the key it was sealed', () => {
    const sealed = box.seal('word', 'channel/1');
    expect(() => box.open(sealed, 'channel/2')).toThrow(SecretUnreadable);
    expect(() => secrets.box('set-up').open(sealed, 'channel/1')).toThrow(SecretUnreadable);
    expect(() => withKey('o'.repeat(32)).box('channel-secrets').open(sealed, 'channel/1')).toThrow(SecretUnreadable);
  });

  it('refuses what was changed', () => {
    const sealed = box.seal('word', 'here');
    for (const changed of ['', 'v1.', 'v1.AAAA', `${sealed.slice(0, -3)}AAA`, sealed.replace('v1', 'v2')]) {
      expect(() => box.open(changed, 'here')).toThrow(SecretUnreadable);
    }
  });
});

describe('tokens', () => {
  it('are steady for a value, and differ by value and purpose', () => {
    const reply = secrets.keyed('reply-token');
    expect(reply.token('a')).toMatch(/^[a-z2-7]{26}$/);
    expect(reply.token('a')).toBe(withKey('k'.repeat(32)).keyed('reply-token').token('a'));
    expect(new Set([reply.token('a'), reply.token('b'), secrets.keyed('message-id').token('a')]).size).toBe(3);
  });

  it('are 256 bits of chance', () => {
    expect(Buffer.from(randomToken(), 'base64url')).toHaveLength(32);
    expect(randomToken()).not.toBe(randomToken());
    expect(hashToken('a')).toHaveLength(32);
  });

  it('are compared as a whole', () => {
    expect(sameSecret('abc', Buffer.from('abc'))).toBe(true);
    expect(sameSecret('abc', 'abcd')).toBe(false);
  });
});
