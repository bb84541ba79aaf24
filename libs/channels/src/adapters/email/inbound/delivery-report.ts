import type { InboundFile, InboundStatus } from '../../../define-channel.js';
import { looksLikeOwnMessageId } from '../own-message-id.js';
import { cleanLine } from './clean-text.js';
import { MailHeaders } from './mail-headers.js';

const isReport = (type: string): boolean =>
  /^multipart\/report\b/i.test(type) && /report-type\s*=\s*"?delivery-status/i.test(type);

/**
 * Reads a delivery report (RFC 3464) about mails that we sent; null when the mail is no report, empty when it is about
 * other mails. Our unguessable Message-ID proves that the report is authentic.
 */
export function readDeliveryReport(headers: MailHeaders, files: InboundFile[]): InboundStatus[] | null {
  if (!isReport(headers.first('content-type'))) return null;
  const externalId = originalMessageId(files);
  const report = files.find((file) => file.contentType === 'message/delivery-status');
  if (!report?.bytes || !externalId) return [];
  return groups(report.bytes).flatMap((group) => toStatus(group, externalId) ?? []);
}

function originalMessageId(files: InboundFile[]): string | null {
  const original = files.find(
    (file) =>
      file.contentType === 'message/rfc822' ||
      file.contentType === 'text/rfc822-headers' ||
      file.contentType === 'message/global-headers',
  );
  if (!original?.bytes) return null;
  const id = MailHeaders.fields(Buffer.from(original.bytes)).first('message-id');
  return looksLikeOwnMessageId(id) ? id : null;
}

/** The groups of fields, one per recipient; the first describes the report itself. */
const groups = (bytes: Uint8Array): MailHeaders[] =>
  Buffer.from(bytes)
    .toString('latin1')
    .slice(0, 200_000)
    .split(/\r?\n\s*\n/)
    .slice(1, 50)
    .map((text) => MailHeaders.fields(Buffer.from(`${text.trim()}\n\n`)));

function toStatus(group: MailHeaders, externalId: string): InboundStatus | null {
  const action = group.first('action').toLowerCase();
  const status = action === 'failed' ? 'failed' : action === 'delivered' ? 'delivered' : null;
  if (!status) return null;
  const recipient = cleanLine(group.first('final-recipient').replace(/^[^;]*;/, ''), 254);
  const error = cleanLine(`${group.first('status')} ${group.first('diagnostic-code').replace(/^[^;]*;/, '')}`, 300);
  return {
    kind: 'status',
    externalId,
    status,
    ...(recipient && { recipient }),
    ...(status === 'failed' && error && { error }),
  };
}
