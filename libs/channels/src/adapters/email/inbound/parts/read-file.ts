import libmime from 'libmime';
import type { InboundFile } from '../../../../define-channel.js';
import { cleanFileName } from '../clean-text.js';
import { decodeWords } from '../letters/decode-text.js';
import type { MailHeaders } from '../mail-headers.js';
import type { Part } from './read-parts.js';

export interface BodyFile extends InboundFile {
  bytes: Uint8Array;
  /** Content-Location, by which markup may name a picture. */
  location?: string;
  /** Its Content-ID is ours, since it had none. */
  isNamedHere?: boolean;
}

export interface FileFields {
  name: string;
  bytes: Buffer;
  contentType?: string;
  contentId?: string;
  isRelated?: boolean;
  location?: string;
}

export function fileFields(part: Part, isRelated: boolean, likely: string[]): Omit<FileFields, 'bytes'> {
  const headers = part.headers.readBy(likely);
  const contentId = headers
    .first('content-id')
    .slice(0, 300)
    .replace(/^[<\s]+|[>\s]+$/g, '')
    .slice(0, 250);
  const location = headers.first('content-location').replace(/\s/g, '').slice(0, 1_000);
  const isInline = /^\s*inline\b/i.test(headers.first('content-disposition'));
  return {
    name: decodeWords(nameOf(headers, part.parameters)),
    contentType: part.type,
    isRelated: contentId !== '' && (isRelated || isInline),
    ...(contentId && { contentId }),
    ...(location && { location }),
  };
}

export function nameOf(headers: MailHeaders, parameters: Record<string, string>): string {
  const { params } = libmime.parseHeaderValue(headers.first('content-disposition').slice(0, 40_000));
  const type = () => libmime.parseHeaderValue(headers.first('content-type').slice(0, 40_000)).params;
  return params.filename || params.name || parameters.name || type().name || parameters.filename || '';
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

export function toFile({ name, bytes, contentType = '', contentId, isRelated, location }: FileFields): BodyFile {
  const type = typeOf(contentType.toLowerCase(), name);
  return {
    name: name ? cleanFileName(name) : (fallbackNames[type] ?? 'attachment'),
    contentType: type,
    inline: type.startsWith('image/') && isRelated === true,
    ...(contentId && { contentId }),
    ...(location && { location }),
    bytes,
  };
}

/** A file of bytes that are not named further is what its name says. */
function typeOf(declared: string, name: string): string {
  const isType = /^[a-z0-9.+_-]{1,60}\/[a-z0-9.+_-]{1,80}$/.test(declared);
  if (isType && declared !== 'application/octet-stream') return declared;
  return (name && libmime.detectMimeType(name)) || 'application/octet-stream';
}

/** Whether a file is what Outlook wraps a mail's files into. */
export const isTnef = ({ contentType, name }: InboundFile) =>
  /^application\/(?:vnd\.)?ms-tnef$/.test(contentType) || /^win(?:mail)?\.dat$/i.test(name);
