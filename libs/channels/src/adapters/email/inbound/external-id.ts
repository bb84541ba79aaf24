import { createHash } from 'node:crypto';
import { cleanLine } from './clean-text.js';
import { decodeWords } from './decode-text.js';
import type { MailHeaders } from './mail-headers.js';

/** Fields that no hop may change. */
const stable = ['message-id', 'from', 'date', 'subject'];

/**
 * What makes two deliveries the same mail: the fields that stay on the way and the body as DKIM's relaxed form sees it,
 * so that another hop, other line ends or IMAP after SMTP give the same id, and a reused Message-ID with other content another.
 */
export function externalId(raw: Buffer, headers: MailHeaders): string {
  const hash = createHash('sha256');
  for (const name of stable) hash.update(`${name}:${cleanLine(decodeWords(headers.first(name)), 2_000)}\n`);
  // Two who give no name are told apart by the address that their servers named.
  if (!headers.has('from')) hash.update(`return-path:${cleanLine(headers.first('return-path'), 2_000)}\n`);
  for (const part of relaxed(raw.subarray(headers.bodyStart))) hash.update(part);
  return `mail:${hash.digest('base64url')}`;
}

/** Runs of blanks become one, blanks at line ends and empty lines at the end vanish. A slice at a time, to stay small in memory. */
function* relaxed(body: Buffer): Generator<string> {
  const size = 1024 * 1024;
  let held = '';
  for (let i = 0; i < body.length; i += size) {
    const text = held + body.toString('latin1', i, i + size);
    const safe = text.slice(0, endOfInk(text));
    held = text.slice(safe.length).slice(0, 4_096);
    yield canonical(safe);
  }
}

/** Where trailing blanks begin. Counted from the end: a pattern would try every run of blanks on the way. */
function endOfInk(text: string): number {
  let end = text.length;
  while (end > 0 && ' \t\r\n'.includes(text[end - 1]!)) end--;
  return end;
}

const canonical = (text: string): string => text.replace(/[\t ]+/g, ' ').replace(/ ?\r?\n/g, '\n');
