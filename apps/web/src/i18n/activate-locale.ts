import { type Messages, i18n } from '@lingui/core';
import english from './locales/en.json?catalogue';
import { recall } from '../lib/local.js';

const catalogues: Catalogues = {
  de: () => import('./locales/de.json?catalogue'),
  zh: () => import('./locales/zh.json?catalogue'),
  ar: () => import('./locales/ar.json?catalogue'),
};

/** Languages of the agents' app, each by its own name. */
export const languages: { locale: string; name: string }[] = [
  { locale: 'en', name: 'English' },
  { locale: 'de', name: 'Deutsch' },
  { locale: 'zh', name: '中文' },
  { locale: 'ar', name: 'العربية' },
];

const isKnown = (locale: string) => languages.some((language) => language.locale === locale);

/** The language to speak: the one chosen, else the browser's first that we have, else English. */
export function chooseLocale(chosen?: unknown): string {
  const wishes = [chosen, recall<{ locale?: string }>('look', {}).locale, ...navigator.languages].filter(
    (wish) => typeof wish === 'string',
  );
  return wishes.map((wish) => wish.split('-')[0]!.toLowerCase()).find(isKnown) ?? 'en';
}

export const directionOf = (locale: string): 'ltr' | 'rtl' => (/^(ar|fa|he|ur)\b/.test(locale) ? 'rtl' : 'ltr');

type Catalogues = Record<string, () => Promise<{ default: Messages }>>;
const joined = new Map<string, Catalogues>();

/** Adds the texts of a page that loads later, in the language that is spoken and in each that is turned to. */
export async function joinCatalogues(page: string, its: Catalogues): Promise<void> {
  joined.set(page, its);
  i18n.load(i18n.locale, (await its[i18n.locale]!()).default);
}

/** Loads a language and turns the page to it. */
export async function activateLocale(locale: string): Promise<void> {
  const [own, ...others] = await Promise.all([
    catalogues[locale]?.(),
    ...[...joined.values()].map((its) => its[locale]!()),
  ]);
  const messages = Object.assign({}, own?.default ?? english, ...others.map((other) => other.default)) as Messages;
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
  document.documentElement.dir = directionOf(locale);
}
