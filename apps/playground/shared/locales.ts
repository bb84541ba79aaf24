/** The languages that the page speaks, each in full; the first is for everybody else. */
export const locales = ['en', 'zh', 'de', 'fr', 'es', 'ar'] as const;
export type PageLocale = (typeof locales)[number];
