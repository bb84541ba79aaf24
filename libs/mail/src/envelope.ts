import { createHmac, timingSafeEqual } from 'node:crypto';

/** What the sending server said and its address, of a mail that our own listener received. */
export interface Envelope {
  ip: string;
  helo: string;
  from: string;
}

const name = 'X-Waypost-Envelope';
const trace =
  /^(?:(?:Return-Path|Delivered-To): [^\r\n]*\r\n){1,60}X-Waypost-Envelope: ([\w-]{1,4000})\.([\w-]{43})\r\n/;

/**
 * The lines that the listener writes in front of a mail, as mail servers do, so that the envelope is stored with the
 * mail. The seal covers the mail's digest, so such a line from a sender is never trusted.
 */
export function traceLines(digest: Buffer, recipients: string[], { ip, helo, from }: Envelope, key: Buffer): Buffer {
  const said = Buffer.from(JSON.stringify({ ip, helo: oneLine(helo), from: oneLine(from) })).toString('base64url');
  const lines = [
    `Return-Path: <${oneLine(from)}>`,
    ...recipients.map((recipient) => `Delivered-To: ${oneLine(recipient)}`),
    `${name}: ${said}.${seal(said, digest, key)}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
}

/**
 * Reads the envelope of a mail that our listener received; null for any other mail. `start` is the offset of the mail
 * itself.
 */
export async function readEnvelope(
  raw: Buffer,
  key: Buffer,
  digestOf: (mail: Buffer) => Promise<Buffer>,
): Promise<{ envelope: Envelope; start: number } | null> {
  const match = trace.exec(raw.toString('latin1', 0, 25_000));
  if (!match?.[1] || !match[2]) return null;
  const start = match[0].length;
  const expected = seal(match[1], await digestOf(raw.subarray(start)), key);
  if (!timingSafeEqual(Buffer.from(match[2]), Buffer.from(expected))) return null;
  return { envelope: JSON.parse(Buffer.from(match[1], 'base64url').toString()) as Envelope, start };
}

const seal = (said: string, digest: Buffer, key: Buffer): string =>
  createHmac('sha256', key).update(`${said}\n`).update(digest).digest('base64url');
const oneLine = (value: string): string => value.replace(/[^\x21-\x7e]/g, '').slice(0, 320);
