import { fillIn, readLocales } from '#libs/platform';

interface Words {
  subject: (shop: string) => string;
  hint: (shop: string) => string;
}

const locales = readLocales<{ subject: string; hint: string }>(new URL('./locales/', import.meta.url));

/**
 * The text around a mailed answer. It contains nothing that the visitor wrote, because the address may not be theirs.
 */
export function fallbackWords(locale: string | null): Words {
  const { subject, hint } = locales.of(locale).texts;
  return { subject: (shop) => fillIn(subject, { shop }), hint: (shop) => fillIn(hint, { shop }) };
}
