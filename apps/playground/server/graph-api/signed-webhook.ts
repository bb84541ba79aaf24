import { createHmac } from 'node:crypto';
import type { ChangeValue } from './cloud-payloads.js';

interface Number {
  phoneNumberId: string;
  displayPhoneNumber: string;
  appSecret: string;
}

/** Posts changes the way Meta does: what is not ASCII stands escaped, and the signature is over those bytes. */
export async function postWebhook(url: string, number: Number, ...values: ChangeValue[]): Promise<number> {
  const { body, headers } = signedWebhook(number, ...values);
  const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) });
  await response.arrayBuffer();
  return response.status;
}

/** Body and headers of a signed batch. */
export function signedWebhook({ phoneNumberId, displayPhoneNumber, appSecret }: Number, ...values: ChangeValue[]): { body: string; headers: Record<string, string> } {
  const metadata = { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId };
  const changes = values.map((value) => ({ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }));
  const body = escaped(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '102290129340398', changes }] }));
  const signature = createHmac('sha256', appSecret).update(body).digest('hex');
  return { body, headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` } };
}

const escaped = (json: string) => json.replace(/[\u007f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
