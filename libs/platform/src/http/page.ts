import { Problem } from '../problems/problem.js';

interface PageRequest {
  limit: number;
  cursor?: string;
}
export interface PageOf<T> {
  items: T[];
  nextCursor: string | null;
}

/** Encodes the position after a page; opaque to clients. */
export const encodeCursor = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** NUL and halves of characters, as JSON writes them. */
const unstorable = /\\u(?:0000|d[89a-f])/i;

/** Decodes a cursor. Throws Problem `invalid-request` for one that we did not encode. */
export function decodeCursor<T>(cursor: string | undefined, isPlace: (value: unknown) => value is T): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    const place: unknown = JSON.parse(text);
    if (isPlace(place) && !unstorable.test(text)) return place;
  } catch {
    // Refused below.
  }
  throw new Problem('invalid-request', { errors: [{ path: 'query.cursor', message: 'not a cursor of this list' }] });
}

/** Makes a page of rows that were fetched with one more than the limit. */
export function cutPage<T>(rows: T[], limit: number, placeOf: (last: T) => unknown): PageOf<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last ? encodeCursor(placeOf(last)) : null };
}

/** Whether a part of a cursor is a UUID that Postgres accepts. */
export const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);

/** A UUID in any case, in lower case as we store it; null when it is none. */
export function asId(text: string): string | null {
  const id = text.toLowerCase();
  return isUuid(id) ? id : null;
}

const instant =
  /^(\d{4})-(0[1-9]|1[0-2])-(\d\d) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?[+-](?:0\d|1[0-4])(?::[0-5]\d)?$/;

/** Whether a part of a cursor is a valid instant in Postgres' format. */
export function isInstantText(value: unknown): value is string {
  const [, year, month, day] = typeof value === 'string' ? (instant.exec(value) ?? []) : [];
  return (
    Number(year) > 0 &&
    Number(day) > 0 &&
    new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day)
  );
}

/** A page of a list in order of id. */
export async function idPage<T extends { id: string }>(
  { limit, cursor }: PageRequest,
  fetch: (afterId: string | undefined, limit: number) => Promise<T[]>,
): Promise<PageOf<T>> {
  return cutPage(await fetch(decodeCursor(cursor, isUuid), limit + 1), limit, (last) => last.id);
}
