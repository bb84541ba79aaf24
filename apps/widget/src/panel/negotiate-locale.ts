/** The languages that the panel speaks in full. */
export const locales = ['en', 'zh', 'de', 'fr', 'es', 'ar'] as const;
export type PanelLocale = (typeof locales)[number];

/** The first wish that is spoken here, by its language; English otherwise. */
export function negotiateLocale(wishes: readonly (string | null | undefined)[]): PanelLocale {
  for (const wish of wishes) {
    const language = wish?.toLowerCase().split(/[-_]/)[0];
    const found = locales.find((locale) => locale === language);
    if (found) return found;
  }
  return 'en';
}
