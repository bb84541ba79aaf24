import type { Inbound, InboundMessage } from '../../../define-channel.js';
import { mayAutoReply } from './auto-reply.js';
import { cleanLine } from './clean-text.js';
import { decodeWords } from './decode-text.js';
import { readDeliveryReport } from './delivery-report.js';
import { detectLanguage } from './detect-language.js';
import { externalId } from './external-id.js';
import { MailHeaders } from './mail-headers.js';
import { parseBody } from './parse-body.js';
import { readReplyTo, readSender } from './read-sender.js';
import { readThread } from './read-thread.js';
import { splitBody } from './split-body.js';

/** Reads one mail to `address`. Runs in a worker thread: after an error or a time-out the mail becomes a stub. */
export async function parseMail(raw: Buffer, address: string): Promise<Inbound[]> {
  const headers = MailHeaders.read(raw);
  const body = await parseBody(raw, headers);
  const report = readDeliveryReport(headers, body.files);
  if (report)
    return report.length > 0 ? report : [{ kind: 'unknown', reason: 'A delivery report that names no mail of ours' }];
  const contentIds = new Set(body.files.flatMap((file) => (file.inline && file.contentId ? [file.contentId] : [])));
  const { truncated, ...content } = splitBody(body.plain, body.html, contentIds);
  const base = stubMail(raw, address, headers);
  const locale = detectLanguage(content.text);
  const flags = ['unauthenticated', ...(truncated || headers.truncated ? ['truncated'] : [])];
  return [{ ...base, ...content, files: body.files, flags, ...(locale && { locale }) }];
}

/** A stub of a mail from its header alone, shown when the rest could not be read. */
export function stubMail(raw: Buffer, address: string, headers = MailHeaders.read(raw)): InboundMessage {
  const sender = readSender(headers);
  const sentAt = readDate(headers.first('date'));
  const replyTo = readReplyTo(headers, sender.value);
  return {
    kind: 'message',
    externalId: externalId(raw, headers),
    sender,
    text: '',
    subject: cleanLine(decodeWords(headers.first('subject')), 200),
    files: [],
    ...(sentAt && { sentAt }),
    flags: ['unauthenticated', 'unparsed'],
    thread: readThread(headers, address),
    mayAutoReply: mayAutoReply(headers, sender.value),
    ...(replyTo && { replyTo }),
  };
}

function readDate(value: string): Date | undefined {
  const date = new Date(value.slice(0, 100));
  return Number.isNaN(date.getTime()) || date.getFullYear() < 1980 || date.getFullYear() > 9_000 ? undefined : date;
}
