import { type PageLocale, locales } from '../shared/locales.js';
import ar from './locales/ar.json';
import de from './locales/de.json';
import en from './locales/en.json';
import es from './locales/es.json';
import fr from './locales/fr.json';
import zh from './locales/zh.json';

/** A text's name in the catalogues. */
export type TextId = keyof typeof en;

const catalogues: Record<PageLocale, Record<TextId, string>> = { en, zh, de, fr, es, ar };

/** The server has put the browser's language on the page. */
const locale = locales.find((known) => known === document.documentElement.lang.split('-')[0]) ?? 'en';
const texts = catalogues[locale];

/** A text in the language of the page; in Arabic names and numbers in it keep their own direction. What shoppers say comes from the demo's data. */
export const t = (id: TextId, values: Record<string, string> = {}): string =>
  texts[id].replace(/\{(\w+)\}/g, (marker, name: string) => {
    const value = values[name] ?? marker;
    return locale === 'ar' ? `\u2068${value}\u2069` : value;
  });

export const has = (id: string): id is TextId => id in texts;

/** The language of the page for Intl; Arabic with the digits that order numbers are written in. */
export const formatLocale = locale === 'ar' ? 'ar-u-nu-latn' : document.documentElement.lang;
