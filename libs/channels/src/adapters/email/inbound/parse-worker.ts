import { setPriority } from 'node:os';
import { parseMail, stubMail } from './parse-mail.js';

export interface ParseTask {
  raw: Uint8Array;
  address: string;
  stub: boolean;
}

// Reading mail gives way to answering people. On Linux this is the thread's own priority; elsewhere it would be the whole process's.
if (process.platform === 'linux') setPriority(5);

/** What the threads of the pool run. */
export default async function run({ raw, address, stub }: ParseTask) {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  return stub ? [stubMail(bytes, address)] : parseMail(bytes, address);
}
