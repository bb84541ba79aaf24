import { z } from 'zod';

/** A UUIDv7 in lower case. */
export const Id = z.uuid().toLowerCase();
/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso.datetime({ offset: true });
/** A BCP 47 language tag such as `en` or `zh-CN`. */
export const Locale = z
  .string()
  .min(2)
  .max(35)
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
/** An IANA time zone that this runtime knows. */
export const TimeZone = z.string().max(64).refine(isTimeZone, 'not a known time zone');
/**
 * Controls that embed, override or isolate a direction. The marks U+200E, U+200F and U+061C are allowed: they do not
 * affect surrounding text.
 */
const directionControls = /[\u202a-\u202e\u2066-\u2069]/g;
/** A single line without controls that could disguise it or the text after it. */
export const withoutDirectionControls = (text: string): string => text.replace(directionControls, '');
/**
 * One line of typed text. Control characters are refused, so that it is safe in a header; direction controls are
 * removed.
 */
export const Line = (max: number) =>
  z
    .string()
    .overwrite(withoutDirectionControls)
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u, 'control characters are not allowed');
/** Text of several lines. */
export const Text = (max: number) =>
  z.string().min(1).max(max).refine(hasNoControls, 'control characters are not allowed');
/** A provider's secret: any non-empty string, longer than any provider uses. */
export const Secret = z.string().min(1).max(10_000);
export const Email = z.email().max(254).toLowerCase();

/** `seq` and `changeSeq` are 31-bit integers in the database. */
export const maxSeq = 2_147_483_647;

/** Parameters of a paged list. `cursor` is the `nextCursor` of the previous page. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
});

/** A page of a list; `nextCursor` is null at its end. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

function isTimeZone(zone: string) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

function hasNoControls(text: string) {
  return !/[\p{Cc}]/u.test(text.replace(/[\n\r\t]/g, ''));
}
