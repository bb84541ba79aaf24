import { createHmac } from 'node:crypto';
import { asciiJson, postHook } from '../stand-in/index.js';
import type { ChangeValue } from './cloud-payloads.js';

interface Number {
  phoneNumberId: string;
  displayPhoneNumber: string;
  appSecret: string;
}

/** Posts changes the way Meta does: what is not ASCII stands escaped, and the signature is over those bytes. */
export function postWebhook(url: string, number: Number, ...values: ChangeValue[]): Promise<number> {
  const { body, headers } = signedWebhook(number, ...values);
  return postHook(url, body, headers);
}

/** Body and headers of a signed batch. */
export function signedWebhook(
  { phoneNumberId, displayPhoneNumber, appSecret }: Number,
  ...values: ChangeValue[]
): { body: string; headers: Record<string, string> } {
  const metadata = { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId };
  const changes = values.map((value) => ({
    field: 'messages',
    value: { messaging_product: 'whatsapp', metadata, ...value },
  }));
  const body = asciiJson({ object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes }] });
  const signature = createHmac('sha256', appSecret).update(body).digest('hex');
  return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } };
}
