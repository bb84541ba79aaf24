import { quotedFields } from './quote-words.js';

const fields = new Map(
  Object.entries(quotedFields).flatMap(([name, labels]) => labels.map((label) => [squeeze(label), name] as const)),
);

/** Which field of a quoted header a label names, if any: `from`, `date`, `to` or `subject`. */
export const fieldNamed = (label: string): string | undefined => fields.get(squeeze(label));

/** Labels are padded to one width in some mails, those of two letters with a space between them. */
export function squeeze(label: string): string {
  const text = label.toLowerCase().replace(/\s+/gu, ' ').trim();
  return /\p{Script=Han}/u.test(text) ? text.replaceAll(' ', '') : text;
}
