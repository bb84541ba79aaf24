import { Readable } from 'node:stream';
import { type Attachment, simpleParser } from 'mailparser';
import type { InboundFile } from '../../../define-channel.js';
import { cleanFileName } from './clean-text.js';
import type { MailHeaders } from './mail-headers.js';

/** Pass only these fields of the top header to the MIME parser, which is slow on hostile address fields. */
const mimeFields = ['mime-version', 'content-type', 'content-transfer-encoding', 'content-disposition'];
/** Limits on the parts of a mail. Beyond them mailsplit throws, and the mail is shown as a stub. */
const bounds = { maxHeadSize: 64 * 1024, maxChildNodes: 300, ignoreEmbedded: true };
const options = {
  ...bounds,
  skipHtmlToText: true,
  skipTextLinks: true,
  skipImageLinks: true,
  keepCidLinks: true,
  keepDeliveryStatus: true,
};

export interface ParsedBody {
  plain: string;
  html: string;
  files: InboundFile[];
}

/** Parses a mail into text, markup and files. */
export async function parseBody(raw: Buffer, headers: MailHeaders): Promise<ParsedBody> {
  const mail = await simpleParser(Readable.from(source(raw, headers)), options);
  return { plain: mail.text ?? '', html: mail.html || '', files: mail.attachments.map(toFile) };
}

function* source(raw: Buffer, headers: MailHeaders): Generator<Buffer> {
  const kept = mimeFields
    .filter((name) => headers.has(name))
    .map((name) => `${name}: ${headers.first(name).slice(0, 8_000)}\r\n`);
  yield Buffer.from(`${kept.join('')}\r\n`);
  for (let i = headers.bodyStart; i < raw.length; i += 65_536) yield raw.subarray(i, i + 65_536);
}

const fallbackNames: Record<string, string> = {
  'message/rfc822': 'message.eml',
  'message/delivery-status': 'delivery-status.txt',
  'text/rfc822-headers': 'headers.txt',
  'text/calendar': 'invitation.ics',
  'image/png': 'image.png',
  'image/jpeg': 'image.jpg',
  'image/gif': 'image.gif',
  'image/webp': 'image.webp',
};

function toFile(part: Attachment): InboundFile {
  const type = /^[a-z0-9.+_-]{1,60}\/[a-z0-9.+_-]{1,80}$/i.test(part.contentType ?? '')
    ? part.contentType.toLowerCase()
    : 'application/octet-stream';
  const contentId = part.cid?.slice(0, 250);
  return {
    name: part.filename ? cleanFileName(part.filename) : (fallbackNames[type] ?? 'attachment'),
    contentType: type,
    inline:
      type.startsWith('image/') && (part.related || (part.contentDisposition === 'inline' && contentId !== undefined)),
    ...(contentId && { contentId }),
    bytes: part.content,
  };
}
