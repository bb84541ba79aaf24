import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** A phone number as channels know it, +4531234567; one without its country stays as the shop wrote it and matches nobody. */
export function normalisePhone(phone: string | null | undefined): string | null {
  const text = phone?.trim().replace(/^00(?=\d)/, '+');
  if (!text) return null;
  return parsePhoneNumberFromString(text)?.number ?? text.slice(0, 40);
}
