import type { Readable } from 'node:stream';
import { GuardedFetchError } from './net-errors.js';

/** All bytes of a stream. Throws when there are too many. */
export async function readCapped(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) throw new GuardedFetchError('too-large', true, `The answer has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
