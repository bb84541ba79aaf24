import { type Messages, setupI18n } from '@lingui/core';
import type en from './locales/en.json';
import type { PanelLocale } from './negotiate-locale.js';

/** A text's name in the catalogues. */
export type TextId = keyof typeof en;

const i18n = setupI18n();
const catalogues: Record<PanelLocale, () => Promise<{ default: Messages }>> = {
  en: () => import('./locales/en.json?catalogue'),
  zh: () => import('./locales/zh.json?catalogue'),
  de: () => import('./locales/de.json?catalogue'),
  fr: () => import('./locales/fr.json?catalogue'),
  es: () => import('./locales/es.json?catalogue'),
  ar: () => import('./locales/ar.json?catalogue'),
};

/** Fetches one language and turns the document to it and its direction. */
export async function speak(locale: PanelLocale) {
  const { default: messages } = await catalogues[locale]();
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale === 'zh' ? 'zh-Hans' : locale;
  document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr';
}

/** A text in the panel's language. Names and numbers put into it keep their own direction. */
export function t(id: TextId, values: Record<string, string | number> = {}): string {
  const apart =
    i18n.locale === 'ar'
      ? Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `\u2068${value}\u2069`]))
      : values;
  return i18n._(id, apart);
}
/** The panel's language for Intl; Arabic with the digits that order numbers are written in. */
export const formatLocale = () =>
  i18n.locale === 'ar' ? 'ar-u-nu-latn' : i18n.locale === 'zh' ? 'zh-Hans' : i18n.locale;
