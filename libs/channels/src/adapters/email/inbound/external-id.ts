import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { cleanLine } from './clean-text.js';
import { wordsForId } from './id-words.js';
import { MailHeaders } from './mail-headers.js';

/** Fields that no hop may change. */
const stable = ['message-id', 'from', 'date', 'subject'];

/**
 * Identifies a mail by the fields that hops do not change and the body in DKIM's relaxed form. So the same mail by
 * another hop, with other line ends or by IMAP and SMTP has one id, and a reused Message-ID with other content has
 * another. It is made of what older versions took for header and body, so that what they stored is known again.
 */
export function externalId(raw: Buffer): string {
  const hash = createHash('sha256');
  const headers = MailHeaders.forId(raw);
  const encoding = isUtf8(raw.subarray(0, Math.min(headers.end, 512 * 1024))) ? 'utf8' : 'latin1';
  const first = (name: string) => Buffer.from(headers.asCame(name)[0] ?? '', 'latin1').toString(encoding);
  for (const name of stable) hash.update(`${name}:${cleanLine(wordsForId(first(name)), 2_000)}\n`);
  // Without a From, the Return-Path distinguishes mails.
  if (!headers.has('from')) hash.update(`return-path:${cleanLine(first('return-path'), 2_000)}\n`);
  for (const part of relaxed(raw.subarray(headers.bodyStart))) hash.update(part);
  return `mail:${hash.digest('base64url')}`;
}

/**
 * Reduces runs of blanks to one, and removes trailing blanks and empty lines at the end. Works in slices to save
 * memory.
 */
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

/** The start of trailing blanks. Searches from the end: a regular expression would try each run of blanks. */
function endOfInk(text: string): number {
  let end = text.length;
  while (end > 0 && ' \t\r\n'.includes(text[end - 1]!)) end--;
  return end;
}

const canonical = (text: string): string => text.replace(/[\t ]+/g, ' ').replace(/ ?\r?\n/g, '\n');
