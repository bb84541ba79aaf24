import { setPriority } from 'node:os';
import { parseMail, stubMail } from './parse-mail.js';

export interface ParseTask {
  raw: Uint8Array;
  address: string;
  stub: boolean;
}

// Requests matter more than reading mail. Only on Linux does this set the thread's priority, not that of the process.
if (process.platform === 'linux') setPriority(5);

/** The task of the pool's threads. */
export default async function run({ raw, address, stub }: ParseTask) {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  return stub ? [stubMail(bytes, address)] : parseMail(bytes, address);
}
