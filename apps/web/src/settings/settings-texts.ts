import { joinCatalogues } from '../i18n/activate-locale.js';

/** Brings the texts of settings, now and whenever the language changes. They are not part of what everybody loads first. */
export const joinSettingsTexts = (): Promise<void> =>
  joinCatalogues('settings', {
    en: () => import('../i18n/locales/settings/en.json?catalogue'),
    de: () => import('../i18n/locales/settings/de.json?catalogue'),
    zh: () => import('../i18n/locales/settings/zh.json?catalogue'),
    ar: () => import('../i18n/locales/settings/ar.json?catalogue'),
  });
