import type { InboundFile } from '../../../define-channel.js';
import type { MailHeaders } from './mail-headers.js';
import { isAbsence } from './absence-subject.js';
import { isMachine, isMailServer } from './unread-address.js';

const marks = [
  'list-id',
  'list-unsubscribe',
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-auto-reply',
  'x-mail-autoreply',
  'x-autoreply-from',
  'x-loop',
  'x-failed-recipients',
];
const precedences = ['precedence', 'x-precedence'];

/** Whether this mail may be answered automatically, by RFC 3834 and the headers of common mail programs. */
export function mayAutoReply(headers: MailHeaders, sender: string): boolean {
  if (submitted(headers).some((word) => word !== 'no')) return false;
  const precedence = precedences.flatMap((name) => headers.all(name));
  if (precedence.some((value) => /^(?:bulk|list|junk|auto_reply)\b/i.test(value))) return false;
  if (headers.all('x-auto-response-suppress').some((value) => !/^none$/i.test(value))) return false;
  if (marks.some((name) => headers.has(name))) return false;
  if (headers.all('return-path').some((value) => /^<\s*>/.test(value) || isMachine(value.replace(/^</, ''))))
    return false;
  if (/^multipart\/report\b/i.test(headers.first('content-type'))) return false;
  return !isMachine(sender);
}

/** The first words of the Auto-Submitted fields (RFC 3834). */
const submitted = (headers: MailHeaders): string[] =>
  headers.all('auto-submitted').map((value) => (value.split(/[;\s(]/)[0] ?? '').toLowerCase());

/**
 * Whether a program wrote this mail in answer to another: an out-of-office note or a receipt. Lists, forms
 * and generated mail are what customers send too, and what is doubtful is a person's.
 */
export function isAutomaticAnswer(
  headers: MailHeaders,
  sender: string,
  subject: string,
  files: InboundFile[],
): boolean {
  return isReceipt(headers, files) || isAbsenceNote(headers, sender, subject);
}

/** A message disposition notification (RFC 8098). */
const isReceipt = (headers: MailHeaders, files: InboundFile[]): boolean =>
  /^multipart\/report\b/i.test(headers.first('content-type')) &&
  (/report-type\s*=\s*"?disposition-notification/i.test(headers.first('content-type')) ||
    files.some(({ contentType }) => contentType === 'message/disposition-notification'));

const ofOthers = ['list-id', 'list-unsubscribe', 'list-post', 'x-failed-recipients'];
const ofResponders = [
  'x-autoreply',
  'x-auto-reply',
  'x-autorespond',
  'x-autoresponder',
  'x-mail-autoreply',
  'x-autoreply-from',
];

function isAbsenceNote(headers: MailHeaders, sender: string, subject: string): boolean {
  if (isMailServer(sender) || ofOthers.some((name) => headers.has(name))) return false;
  const words = submitted(headers);
  if (words.includes('auto-replied')) return true;
  if (ofResponders.some((name) => headers.all(name).some((value) => !/^(?:no|none|false|0)?$/i.test(value))))
    return true;
  if (precedences.some((name) => headers.all(name).some((value) => /^auto_reply\b/i.test(value)))) return true;
  // Exchange says no more of its notes than of any generated mail: there the subject decides.
  const isGenerated = words.some((word) => word !== 'no');
  return (
    isAbsence(subject, isGenerated) &&
    (isGenerated ||
      headers.has('x-auto-response-suppress') ||
      headers.all('precedence').some((value) => /^(?:bulk|junk)\b/i.test(value)))
  );
}
