import type { SendMailOptions } from 'nodemailer';
import type { OutboundMessage } from '../../../define-channel.js';
import { cleanFileName, cleanLine } from '../inbound/clean-text.js';
import { replyAddress } from '../mail-ids.js';
import { domainOf, type EmailSettings } from '../settings.js';

const mailId = /^<[^\s<>]{1,250}>$/;

/** Composes a mail. Removes line breaks from header values; files must be bytes, never paths or URLs. */
export function composeMail(
  message: OutboundMessage,
  recipient: string,
  settings: EmailSettings,
  now: Date,
): SendMailOptions {
  const { thread } = message;
  const text = settings.signature ? `${message.text}\n\n-- \n${settings.signature}` : message.text;
  const references = chain(thread.references);
  return {
    from: { name: cleanLine(settings.displayName ?? message.authorName ?? '', 120), address: settings.address },
    to: { name: cleanLine(message.recipient.name ?? '', 120), address: recipient },
    replyTo: {
      name: cleanLine(settings.displayName ?? '', 120),
      address: replyAddress(settings.address, thread.replyToken),
    },
    envelope: { from: settings.address, to: [recipient] },
    subject: thread.inReplyTo ? answerTo(cleanLine(message.subject, 250)) : cleanLine(message.subject, 250),
    messageId: thread.messageId,
    date: now,
    text,
    html: textToHtml(text),
    ...(thread.inReplyTo && mailId.test(thread.inReplyTo) && { inReplyTo: thread.inReplyTo }),
    ...(references.length > 0 && { references }),
    ...(message.automatic && { headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } }),
    attachments: message.files.map((file) => ({
      filename: cleanFileName(file.name),
      contentType: contentType(file.contentType),
      content: file.bytes,
      contentDisposition: 'attachment' as const,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
    hostname: domainOf(settings.address),
  } as SendMailOptions;
}

/** The first id of a long thread and the newest twenty, since headers are limited in length. */
function chain(references: string[]): string[] {
  const ids = [...new Set(references.filter((id) => mailId.test(id)))];
  return ids.length <= 21 ? ids : [ids[0] ?? '', ...ids.slice(-20)];
}

const answered = /^(?:re|aw|sv|antw|odp|vs|回复|回覆|答复|رد|رد على)\s{0,3}[:：]/i;
const answerTo = (subject: string): string => (answered.test(subject) ? subject : `Re: ${subject}`);

const contentType = (type: string): string =>
  /^[a-z0-9.+_-]{1,60}\/[a-z0-9.+_-]{1,80}$/i.test(type) ? type : 'application/octet-stream';

const link = /https?:\/\/[^\s<>"'`]{1,2000}[^\s<>"'`.,;:!?)\]]/g;
const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Converts plain text to HTML with line breaks and links. */
function textToHtml(text: string): string {
  let html = '';
  let end = 0;
  for (const match of text.matchAll(link)) {
    const url = escape(match[0]);
    html += `${escape(text.slice(end, match.index))}<a href="${url}">${url}</a>`;
    end = match.index + match[0].length;
  }
  html += escape(text.slice(end));
  return `<div dir="auto" style="white-space:pre-wrap">${html.replaceAll('\n', '<br>\n')}</div>`;
}

const escape = (text: string): string => text.replace(/[&<>"]/g, (char) => escapes[char] ?? char);
