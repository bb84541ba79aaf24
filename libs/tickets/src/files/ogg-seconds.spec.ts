import { randomBytes } from 'node:crypto';
import { oggSeconds } from './ogg-seconds.js';

/** A page of an Ogg file, whose end is at this sample. */
function page(samples: bigint, body: Buffer): Buffer {
  const head = Buffer.alloc(28);
  head.write('OggS');
  head.writeBigInt64LE(samples, 6);
  return Buffer.concat([head, body]);
}

function opus(samples: bigint, skipped = 312, middle = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(19);
  head.write('OpusHead');
  head.writeUInt16LE(skipped, 10);
  return Buffer.concat([page(0n, head), middle, page(samples, Buffer.alloc(60))]);
}

describe('how long an Ogg file plays', () => {
  it.each([
    [12, opus(12n * 48_000n + 312n)],
    [0, opus(312n)],
    [3_725, opus(3_725n * 48_000n, 0, Buffer.alloc(200_000))],
  ])('is %d seconds', (seconds, bytes) => {
    expect(oggSeconds(bytes)).toBe(seconds);
  });

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('OpusHead OggS')],
    ['a beginning alone', opus(48_000n).subarray(0, 40)],
    ['an end that is cut', opus(48_000n).subarray(0, -80)],
    ['an end before its beginning', opus(-5_000_000n)],
    ['a length of years', opus(2n ** 62n)],
  ])('is unknown of %s', (_what, bytes) => {
    expect([null, 0]).toContain(oggSeconds(bytes));
  });

  it('is unknown of noise', () => {
    for (let at = 0; at < 200; at++) {
      const noise = Buffer.concat([
        Buffer.from('OggS'),
        randomBytes(at),
        Buffer.from('OpusHead'),
        randomBytes(at % 20),
      ]);
      expect(() => oggSeconds(noise)).not.toThrow();
    }
  });
});
