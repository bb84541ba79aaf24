import { parseMail, stubMail } from './parse-mail.js';

export interface ParseTask {
  raw: Uint8Array;
  address: string;
  stub: boolean;
}

/** What the threads of the pool run. */
export default async function run({ raw, address, stub }: ParseTask) {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  return stub ? [stubMail(bytes, address)] : parseMail(bytes, address);
}
