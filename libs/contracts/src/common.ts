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
/** Controls that embed, override or isolate a direction. The marks U+200E, U+200F and U+061C stay: they turn nothing but themselves. */
const directionControls = /[\u202a-\u202e\u2066-\u2069]/g;
/** A single line without the controls that could make it, or what stands after it, read as something else. */
export const withoutDirectionControls = (text: string): string => text.replace(directionControls, '');
/** One line of text as a person types it: no control characters, so that it can stand in a header; what would turn its direction is left out. */
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
/** A secret of a provider's, which decides of its form: any string that is there, up to what no provider goes beyond. */
export const Secret = z.string().min(1).max(10_000);
export const Email = z.email().max(254).toLowerCase();

/** Places and change counters are counted in the database in 31 bits. */
export const maxSeq = 2_147_483_647;

/** Parameters of a paged list. `cursor` is what the page before said as `nextCursor`. */
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
