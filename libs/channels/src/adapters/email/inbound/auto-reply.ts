import type { MailHeaders } from './mail-headers.js';

const marks = [
  'list-id',
  'list-unsubscribe',
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-auto-reply',
  'x-loop',
  'x-failed-recipients',
];
const machines =
  /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|noreply|bounces?|auto-?reply|listserv|majordomo)(?:[+._-].{0,60})?@/;

/** Whether this mail may be answered automatically, by RFC 3834 and the headers of common mail programs. */
export function mayAutoReply(headers: MailHeaders, sender: string): boolean {
  const auto = headers.all('auto-submitted');
  if (auto.some((value) => (value.split(/[;\s(]/)[0] ?? '').toLowerCase() !== 'no')) return false;
  if (headers.all('precedence').some((value) => /^(?:bulk|list|junk|auto_reply)\b/i.test(value))) return false;
  if (headers.all('x-auto-response-suppress').some((value) => !/^none$/i.test(value))) return false;
  if (marks.some((name) => headers.has(name))) return false;
  if (
    headers
      .all('return-path')
      .some((value) => /^<\s*>/.test(value) || machines.test(value.replace(/^</, '').toLowerCase()))
  )
    return false;
  if (/^multipart\/report\b/i.test(headers.first('content-type'))) return false;
  return !machines.test(sender);
}
