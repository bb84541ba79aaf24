import type { InboundFile, InboundStatus } from '../../../define-channel.js';
import { looksLikeOwnMessageId } from '../mail-ids.js';
import { cleanLine } from './clean-text.js';
import { MailHeaders } from './mail-headers.js';

const statusTypes = new Set(['message/delivery-status', 'message/global-delivery-status']);
const originalTypes = new Set([
  'message/rfc822',
  'message/global',
  'text/rfc822-headers',
  'message/rfc822-headers',
  'message/global-headers',
]);

/** A mail that another mail brings with it, whole or its header alone. */
export const isOriginal = ({ contentType, bytes }: InboundFile): boolean =>
  bytes !== undefined && originalTypes.has(contentType);

/** The Message-ID of a mail that another brings with it, if it has the form of ours. */
export function originalMessageId(files: InboundFile[]): string | null {
  const original = files.find(isOriginal);
  if (!original?.bytes) return null;
  const id = MailHeaders.fields(Buffer.from(original.bytes)).first('message-id');
  return looksLikeOwnMessageId(id) ? id : null;
}

/**
 * Reads a delivery report (RFC 3464) about mails that we sent; null when the mail is no report, empty when it is about
 * other mails. Our unguessable Message-ID proves that the report is authentic.
 */
export function readDeliveryReport(headers: MailHeaders, files: InboundFile[]): InboundStatus[] | null {
  const report = files.find(({ contentType, bytes }) => bytes && statusTypes.has(contentType));
  if (!isReport(headers.first('content-type'), report !== undefined)) return null;
  const externalId = originalMessageId(files);
  if (!report?.bytes || !externalId) return [];
  return groups(report.bytes)
    .flatMap(recipientsOf)
    .flatMap((recipient) => toStatus(recipient, externalId) ?? []);
}

const isReport = (type: string, hasStatus: boolean): boolean =>
  /^multipart\/report\b/i.test(type) && (hasStatus || /report-type\s*=\s*"?delivery-status/i.test(type));

const mostRecipients = 50;

/** The groups of fields: one about the report, and one for each recipient. */
const groups = (bytes: Uint8Array): MailHeaders[] =>
  Buffer.from(bytes)
    .toString('latin1')
    .slice(0, 200_000)
    .split(/\r?\n\s*\n/)
    .slice(0, mostRecipients + 1)
    .map((text) => MailHeaders.fields(Buffer.from(`${text.trim()}\n\n`)));

interface Recipient {
  address: string;
  action: string;
  status: string;
  diagnostic: string;
}

/**
 * Some servers leave out the blank lines: then one group has the fields of several recipients, or of the report too.
 */
function recipientsOf(group: MailHeaders): Recipient[] {
  const finals = group.all('final-recipient');
  const named = finals.length ? finals : group.all('original-recipient');
  const of = (field: string, place: number) => {
    const values = group.all(field);
    return values.length === named.length ? values[place]! : (values.length === 1 && values[0]) || '';
  };
  return named.slice(0, mostRecipients).map((address, place) => ({
    address: withoutType(address),
    action: of('action', place).toLowerCase().trim(),
    status: of('status', place),
    diagnostic: withoutType(of('diagnostic-code', place)),
  }));
}

const withoutType = (value: string): string => value.replace(/^[^;]*;/, '');

function toStatus({ address, action, ...said }: Recipient, externalId: string): InboundStatus | null {
  const status = endOf(action, said.status);
  if (!status) return null;
  const recipient = cleanLine(address, 254);
  const error = cleanLine(`${said.status} ${said.diagnostic}`, 300);
  return {
    kind: 'status',
    externalId,
    status,
    ...(recipient && { recipient }),
    ...(status === 'failed' && error && { error }),
  };
}

/** Whether the servers say of a mail, by an id as ours have it, only that they go on trying: that is no news. */
export function isOnlyDelayed(files: InboundFile[]): boolean {
  const report = files.find(({ contentType, bytes }) => bytes && statusTypes.has(contentType));
  const recipients = report?.bytes ? groups(report.bytes).flatMap(recipientsOf) : [];
  const isDelayed = recipients.length > 0 && recipients.every(({ action }) => /^delayed\b/.test(action));
  return isDelayed && originalMessageId(files) !== null;
}

/** Where no action is said, a permanent status says it. A delay is no end. */
function endOf(action: string, status: string): 'failed' | 'delivered' | null {
  if (/^failed\b/.test(action)) return 'failed';
  if (/^delivered\b/.test(action)) return 'delivered';
  return action === '' && status.trim().startsWith('5.') ? 'failed' : null;
}
