import { type Accepted, type Media, newMessageId } from './graph-memory.js';

/** The part of a change that says what happened; the stand-in adds whose number it is. */
export interface ChangeValue {
  contacts?: object[];
  messages?: object[];
  statuses?: object[];
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
