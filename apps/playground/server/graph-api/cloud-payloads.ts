import { createHmac } from 'node:crypto';
import { asciiJson, postHook } from '../stand-in/index.js';
import { type Accepted, type Media, newMessageId } from './graph-memory.js';

/** The part of a change that says what happened; the stand-in adds whose number it is. */
export interface ChangeValue {
  /** The field of the webhook; a number's messages without it. */
  field?: string;
  contacts?: object[];
  messages?: object[];
  statuses?: object[];
  /** What the shop writes in the Business app of its phone. */
  message_echoes?: object[];
  calls?: object[];
  /** What is said of the account. */
  [said: string]: unknown;
}
/** A customer with a phone. */
export interface Customer {
  /** Number in digits only, country code first. */
  phone: string;
  name: string;
}

/** What a customer writes. */
export const textFrom = (customer: Customer, body: string, id = newMessageId()): ChangeValue =>
  messageFrom(customer, { type: 'text', text: { body } }, id);

/** A file of a customer; its bytes are kept by the stand-in. */
export function fileFrom(
  customer: Customer,
  { id: mediaId, contentType, name }: Media,
  caption?: string,
  id = newMessageId(),
): ChangeValue {
  const kind = ['image', 'video', 'audio'].find((known) => contentType.startsWith(`${known}/`)) ?? 'document';
  return messageFrom(
    customer,
    {
      type: kind,
      [kind]: {
        id: mediaId,
        mime_type: contentType,
        ...(caption && { caption }),
        ...(kind === 'document' && { filename: name }),
      },
    },
    id,
  );
}

/** Any message of a customer, by its type and content. */
export const messageFrom = (
  { phone, name }: Customer,
  content: object,
  id = newMessageId(),
  at = new Date(),
): ChangeValue => ({
  contacts: [{ profile: { name }, wa_id: phone }],
  messages: [{ from: phone, id, timestamp: seconds(at), ...content }],
});

/** What the shop writes to a customer in the Business app of its phone. */
export const echoTo = ({ phone }: Customer, content: object, id = newMessageId(), at = new Date()): ChangeValue => ({
  field: 'smb_message_echoes',
  message_echoes: [{ to: phone, id, timestamp: seconds(at), ...content }],
});

/** A customer has another number now. */
export const numberChanged = ({ phone, name }: Customer, next: string, at = new Date()): ChangeValue => ({
  messages: [
    {
      from: phone,
      id: newMessageId(),
      timestamp: seconds(at),
      type: 'system',
      system: { body: `User ${name} changed from ${phone} to ${next}`, wa_id: next, type: 'user_changed_number' },
    },
  ],
});

/** What becomes of a message of ours; our own data is handed back. */
export const statusOf = (
  { id, recipient, body }: Accepted,
  status: 'sent' | 'delivered' | 'read' | 'failed',
  errors?: object[],
): object => ({
  id,
  status,
  timestamp: seconds(new Date()),
  recipient_id: recipient,
  ...(body['biz_opaque_callback_data'] !== undefined && { biz_opaque_callback_data: body['biz_opaque_callback_data'] }),
  ...(errors && { errors }),
});

const seconds = (at: Date) => String(Math.floor(at.getTime() / 1_000));

/** An error of the Graph API. */
export const graphError = (code: number, message: string, details?: string) => ({
  error: {
    message: `(#${code}) ${message}`,
    type: 'OAuthException',
    code,
    ...(details && { error_data: { messaging_product: 'whatsapp', details } }),
    fbtrace_id: 'playground',
  },
});

interface SignedNumber {
  phoneNumberId: string;
  displayPhoneNumber: string;
  appSecret: string;
}

/** Posts changes as Meta does: what is not ASCII is escaped, and the signature is over those bytes. */
export function postWebhook(url: string, number: SignedNumber, ...values: ChangeValue[]): Promise<number> {
  const { body, headers } = signedWebhook(number, ...values);
  return postHook(url, body, headers);
}

/** Body and headers of a signed batch. */
export function signedWebhook(
  { phoneNumberId, displayPhoneNumber, appSecret }: SignedNumber,
  ...values: ChangeValue[]
): { body: string; headers: Record<string, string> } {
  const metadata = { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId };
  const changes = values.map(({ field = 'messages', ...value }) => ({
    field,
    value: { messaging_product: 'whatsapp', metadata, ...value },
  }));
  const body = asciiJson({ object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes }] });
  const signature = createHmac('sha256', appSecret).update(body).digest('hex');
  return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } };
}
