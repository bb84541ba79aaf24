import { fillIn, readLocales } from '#libs/platform';

interface Words {
  subject: (shop: string) => string;
  hint: (shop: string) => string;
}

const locales = readLocales<{ subject: string; hint: string }>(new URL('./locales/', import.meta.url));

/** What stands around a mailed answer. Nothing of it was written by the visitor, whose address may not be their own. */
export function fallbackWords(locale: string | null): Words {
  const { subject, hint } = locales.of(locale).texts;
  return { subject: (shop) => fillIn(subject, { shop }), hint: (shop) => fillIn(hint, { shop }) };
}
