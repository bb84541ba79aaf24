import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * A phone number as channels write it, +4531234567; one without its country code stays as it is and matches no contact.
 */
export function normalisePhone(phone: string | null | undefined): string | null {
  const text = phone?.trim().replace(/^00(?=\d)/, '+');
  if (!text) return null;
  return parsePhoneNumberFromString(text)?.number ?? text.slice(0, 40);
}
