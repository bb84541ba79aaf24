import { createHmac, timingSafeEqual } from 'node:crypto';

/** What the sending server said and where it stood, of a mail that came by our own listener. */
export interface Envelope {
  ip: string;
  helo: string;
  from: string;
}

const name = 'X-Waypost-Envelope';
const trace =
  /^(?:(?:Return-Path|Delivered-To): [^\r\n]*\r\n){1,60}X-Waypost-Envelope: ([\w-]{1,4000})\.([\w-]{43})\r\n/;

/**
 * The lines that the listener writes in front of a mail, as mail servers do, so that what it knows stays with the mail.
 * The seal covers the digest of the mail: no such line that a sender puts into a mail is ever believed.
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

/** The envelope of a mail that came by our listener; null for mail from anywhere else. `start` is where the mail itself begins. */
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
