import { Readable } from 'node:stream';
import type { AuthenticateResult, DNSResolver } from 'mailauth';
import type { Envelope } from './envelope.js';
import { isTooCostly } from './is-too-costly.js';

export interface MailToAuthenticate {
  /** The mail as it was received, without our own header lines. */
  mail: Buffer;
  /** What our listener recorded; null for mail from a mailbox. */
  envelope: Envelope | null;
  /** The address that the message is shown as being from. */
  from: string;
  /** Name of the server that put the mail into the mailbox, when its results can be trusted. */
  trustedAuthserv?: string;
}

const maxSignatures = 10;
const headBytes = 512 * 1024;

/**
 * Whether the domain in From authenticates a mail: by DMARC, or without a policy by an aligned signature or server. A
 * mail with two From fields is never authentic. Throws when the look-up failed and a retry may succeed.
 */
export async function authenticateMail(
  { mail, envelope, from, trustedAuthserv }: MailToAuthenticate,
  resolver?: DNSResolver,
): Promise<boolean> {
  if (await isTooCostly(mail)) return false;
  const fields = headFields(mail);
  if (fields.filter((field) => /^from:/i.test(field)).length !== 1) return false;
  if (fields.filter((field) => /^dkim-signature:/i.test(field)).length > maxSignatures) return false;
  // Three hundred files, which a start does not need.
  const { authenticate } = await import('mailauth');
  const result = await authenticate(Readable.from(slices(mail)), {
    ...(envelope && { ip: plainIp(envelope.ip), helo: envelope.helo, sender: envelope.from }),
    ...(resolver && { resolver }),
    mta: 'waypost',
    disableArc: true,
    disableBimi: true,
  });
  const author = authorDomain(result);
  if (author !== domainOf(from)) return false;
  return isAligned(result, author) || (envelope === null && vouchedFor(fields, trustedAuthserv));
}

function isAligned({ dmarc, dkim, spf }: AuthenticateResult, author: string): boolean {
  const verdict = dmarc ? dmarc.status.result : 'fail';
  const dkimStates = dkim.results.map(({ status }) => status);
  if (verdict === 'pass') return true;
  if (verdict === 'temperror' || dkimStates.some(({ result }) => String(result).startsWith('temperr')))
    throw new Error('The name servers did not answer');
  if (verdict !== 'none') return false;
  const signed = dkimStates.some((status) => status.result === 'pass' && status.aligned && !status.underSized);
  const sentBy = spf && spf.status.result === 'pass' ? String(spf.domain).toLowerCase() : null;
  return signed || (sentBy !== null && (author === sentBy || author.endsWith(`.${sentBy}`)));
}

/** RFC 8601: use only the topmost result, and only from the configured server. */
function vouchedFor(fields: string[], trusted?: string): boolean {
  const topmost = fields.find((field) => /^authentication-results:/i.test(field));
  if (!trusted || !topmost) return false;
  const [server = '', ...results] = withoutQuotes(topmost.slice(topmost.indexOf(':') + 1)).split(';');
  const name = server.trim().split(/\s/)[0]?.toLowerCase();
  const passes = results.some((result) => /^\s*dmarc\s*=\s*pass\b/i.test(result));
  return name === trusted.toLowerCase() && passes && !/(?<![\w.-])dmarc\s*=\s*(?!\s|pass\b)/i.test(topmost);
}

/** Removes quoted strings and comments: servers repeat there what the sender wrote, which may look like a result. */
function withoutQuotes(text: string): string {
  let plain = '';
  let depth = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === '\\') i++;
    else if (sign === '"' && depth === 0) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (sign === '(') depth++;
    else if (sign === ')') depth = Math.max(depth - 1, 0);
    else if (depth === 0) plain += sign;
  }
  return plain;
}

function authorDomain({ dkim }: AuthenticateResult): string | null {
  const authors = [dkim.headerFrom ?? []].flat();
  return authors.length === 1 ? domainOf(String(authors[0])) : null;
}

const domainOf = (address: string): string =>
  address
    .slice(address.lastIndexOf('@') + 1)
    .toLowerCase()
    .trim();
const plainIp = (ip: string): string => ip.replace(/^::ffff:/i, '');

function headFields(mail: Buffer): string[] {
  const head = mail.toString('latin1', 0, headBytes).split(/\r?\n\r?\n/, 1)[0] ?? '';
  return head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
}

/** Reads in pieces and yields to the event loop between them, so that a large mail does not block other work. */
async function* slices(mail: Buffer): AsyncGenerator<Buffer> {
  for (let i = 0; i < mail.length; i += 65_536) {
    yield mail.subarray(i, i + 65_536);
    await new Promise(setImmediate);
  }
}
