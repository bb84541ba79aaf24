import { withoutDirectionControls } from '#libs/contracts';

const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const loneSurrogates = /\p{Surrogate}/gu;
const controlOrMark = /[\u0000-\u001f\u007f\u200b-\u200f]/g;

/** The own property at a path; undefined when the path does not exist. */
export function field(value: unknown, ...path: string[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}

/** An array, or an empty one for anything else. */
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Removes what Postgres cannot store or a screen cannot show. */
export const cleanText = (said: string): string => said.replace(unprintable, '').replace(loneSurrogates, '\ufffd');

/** A string, cleaned and truncated; undefined when it is empty or no string. */
export function text(value: unknown, max = 50_000): string | undefined {
  if (typeof value !== 'string') return undefined;
  return cleanText(value.slice(0, max)) || undefined;
}

/** One line, such as a name or title, without controls that change the direction of surrounding text. */
export function line(value: unknown, max = 200): string | undefined {
  return (
    withoutDirectionControls(text(value, max) ?? '')
      .replace(/\s+/g, ' ')
      .trim() || undefined
  );
}

/** The last part of a file name, without control characters and direction controls. */
export function fileName(value: unknown): string | undefined {
  const name = line(value, 1_000)?.replace(controlOrMark, '').split(/[\\/]/).at(-1)?.trim();
  return name ? name.slice(-200) : undefined;
}

/** A provider's id: a short string without spaces or controls, or an integer. */
export function identifier(value: unknown, max = 250): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value !== 'string' || value.length > max) return undefined;
  return /^[\x21-\x7e]+$/.test(value) ? value : undefined;
}

/** A finite number, also from text. */
export function number(value: unknown): number | undefined {
  const read = typeof value === 'string' && /^-?\d{1,20}(\.\d{1,20})?$/.test(value) ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
}

/** An instant from Unix seconds; undefined when it is before 2010 or more than a day ahead. */
export function unixTime(value: unknown, now: Date): Date | undefined {
  const seconds = number(value);
  if (seconds === undefined || seconds < 1_262_304_000 || seconds * 1_000 > now.getTime() + 86_400_000)
    return undefined;
  return new Date(seconds * 1_000);
}
