import { isOrderTime, withoutDirectionControls } from '#libs/contracts';

/** Readers of a webhook's fields: a wrong type counts as missing. */
type Fields = Record<string, unknown>;

export const asFields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
export const asList = (value: unknown): Fields[] => (Array.isArray(value) ? value.slice(0, 500).map(asFields) : []);

/** A line of text without control and bidirectional characters; null when nothing is left. */
export function asText(value: unknown, max = 300): string | null {
  const text =
    typeof value === 'string' || typeof value === 'number'
      ? withoutDirectionControls(String(value))
          .replace(/\p{Cc}+/gu, ' ')
          .trim()
          .slice(0, max)
      : '';
  return text || null;
}

/** An id, as a number or as text. */
export function asId(value: unknown): string | null {
  const id = asText(value, 100);
  return id && /^[\w:/.-]+$/.test(id) ? id : null;
}

/** A plausible time; null for any other. */
export function asDate(value: unknown): Date | null {
  const date = asChangeTime(value);
  return date && isOrderTime(date) ? date : null;
}

/** A time of change as it is reported, however far ahead: the order must not be lost for it. */
export function asChangeTime(value: unknown): Date | null {
  const date = typeof value === 'string' ? new Date(value) : null;
  return date && date.getTime() > 0 ? date : null;
}

export const asMoney = (value: unknown): string | null =>
  /^\d{1,12}(\.\d{1,4})?$/.test(String(value)) ? String(value) : null;

export function asCount(value: unknown): number {
  const count = Number(value);
  return Number.isFinite(count) && count >= 0 && count <= 1_000_000 ? count : 0;
}

/** A link that is safe in a browser. */
export function asLink(value: unknown): string | null {
  const link = asText(value, 1_000);
  return link && /^https?:\/\/[^\s<>"]+$/i.test(link) && URL.canParse(link) ? link : null;
}

export const asEmail = (value: unknown): string | null => {
  const email = asText(value, 254)?.toLowerCase() ?? null;
  return email && /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(email) ? email : null;
};
