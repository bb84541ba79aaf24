import { type Messages, i18n } from '@lingui/core';
import { isRightToLeft, speak, spokenBy } from '#languages';
import english from './locales/en/app.json?catalogue';
import { recall } from '../lib/local.js';
import { readReasonsFor } from './reason-text.js';

const own = import.meta.glob<Catalogue>(['./locales/*/app.json', '!./locales/en/app.json'], { query: '?catalogue' });
const reasons = import.meta.glob<Catalogue>(['./locales/*/reasons.json', '!./locales/en/reasons.json'], {
  query: '?catalogue',
});

/** Languages of the agents' app, each with its name in itself. */
export const languages = spokenBy('web');
const tags = languages.map(({ tag }) => tag);

/** The language to use: the chosen one, else the first of the browser's that the app has, else English. */
export function chooseLocale(chosen?: unknown): string {
  const wanted = [chosen, recall<{ locale?: string }>('look', {}).locale, ...navigator.languages].filter(
    (tag): tag is string => typeof tag === 'string',
  );
  return speak(wanted, tags);
}

export const directionOf = (locale: string): 'ltr' | 'rtl' => (isRightToLeft(locale) ? 'rtl' : 'ltr');

/** A compiled file of texts. */
type Catalogue = { default: Messages };
/** Loaders of the texts of a page, by the paths of their files. */
type Catalogues = Record<string, () => Promise<Catalogue>>;
const added: Catalogues[] = [reasons];

/** Adds the texts of a lazily loaded page, in the active language and in each that is activated later. */
export async function addCatalogues(catalogues: Catalogues): Promise<void> {
  if (!added.includes(catalogues)) added.push(catalogues);
  i18n.load(i18n.locale, (await textsOf(catalogues, i18n.locale)) ?? {});
}

/** Loads a language and activates it on the page. */
export async function activateLocale(locale: string): Promise<void> {
  const [[texts, ...others]] = await Promise.all([
    Promise.all([own, ...added].map((catalogues) => textsOf(catalogues, locale))),
    readReasonsFor(locale),
  ]);
  i18n.loadAndActivate({ locale, messages: Object.assign({}, texts ?? english, ...others) as Messages });
  document.documentElement.lang = locale;
  document.documentElement.dir = directionOf(locale);
}

async function textsOf(catalogues: Catalogues, locale: string): Promise<Messages | undefined> {
  const file = Object.keys(catalogues).find((path) => path.includes(`/locales/${locale}/`));
  return file === undefined ? undefined : (await catalogues[file]!()).default;
}
