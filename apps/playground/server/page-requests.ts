import { z } from 'zod';
import { readShoppers, type Shopper } from '#libs/demo';
import { Problem } from '#libs/platform';

/** The apps of the phone, in the order in which it shows them. */
export const appNames = ['whatsapp', 'messenger', 'instagram', 'telegram'] as const;

const shopper = z.string().max(40);
const line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u);
const text = z.string().trim().min(1).max(4_000);

/** What the page may ask for. */
export const requests = {
  mail: z.strictObject({ shopper, to: z.email().max(300), subject: line, text, answers: z.uuid().optional() }),
  text: z.strictObject({ shopper, app: z.enum(appNames).default('whatsapp'), text }),
  order: z.strictObject({ shopper, name: line, price: z.string().regex(/^\d{1,5}\.\d\d$/), sku: line }),
  identity: z.strictObject({ shopper }),
};

/** Reads the body of a request; throws invalid-request when it is malformed. */
export function readRequest<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new Problem('invalid-request', {
    errors: result.error.issues
      .slice(0, 10)
      .map(({ path, message }) => ({ path: ['body', ...path].join('.'), message })),
  });
}

export function findShopper(key: string): Shopper {
  const found = readShoppers().find((each) => each.key === key);
  if (!found) throw new Problem('not-found');
  return found;
}
