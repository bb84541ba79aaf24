import { reason } from '#libs/contracts';
import type { InboundStatus } from '../../define-channel.js';
import { field, identifier, line, list, number, unixTime } from '../../wire/fields.js';
import { readCallbackData } from '../../wire/meta/callback-data.js';
import { notUnderstood, type Parsed } from '../../wire/not-understood.js';
import { adviceOn } from './error-codes.js';

const known = new Map<unknown, InboundStatus['status']>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'],
  ['failed', 'failed'],
]);

/** A status of one of our messages. For a message of several parts only the last part's counts, and failures. */
export function parseStatus(value: unknown, now: Date): Parsed[] {
  const externalId = identifier(field(value, 'id'));
  const status = known.get(field(value, 'status'));
  if (!externalId || !status) return [notUnderstood(reason('status-unknown'), value)];
  const ours = readCallbackData(field(value, 'biz_opaque_callback_data'));
  if (ours && !ours.isLast && status !== 'failed') return [];
  const recipient = recipientOf(value);
  const at = unixTime(field(value, 'timestamp'), now);
  const error = status === 'failed' ? errorOf(value) : undefined;
  return [
    {
      kind: 'status',
      externalId,
      status,
      ...(ours && { correlationId: ours.messageId, attempt: ours.attempt }),
      ...(recipient && { recipient }),
      ...(error && { error }),
      ...(at && { at }),
    },
  ];
}

function recipientOf(value: unknown): string | undefined {
  const phone = identifier(field(value, 'recipient_id'));
  return phone && /^\d{5,20}$/.test(phone) ? `+${phone}` : identifier(field(value, 'recipient_user_id'));
}

/** What the agent can do, and code, title and details, if given. */
function errorOf(value: unknown): string {
  const error = list(field(value, 'errors'))[0];
  const code = number(field(error, 'code'));
  const title = line(field(error, 'title')) ?? line(field(error, 'message')) ?? reason('not-delivered');
  const details = line(field(error, 'error_data', 'details'), 500);
  const said = `${code === undefined ? '' : `${code} `}${title}${details && details !== title ? `: ${details}` : ''}`;
  return adviceOn(code, `WhatsApp: ${said}`) ?? said;
}
