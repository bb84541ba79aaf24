import { type Messages, i18n } from '@lingui/core';
import { isRightToLeft, speak, spokenBy } from '#languages';
import english from './locales/en/app.json?catalogue';
import { recall } from '../lib/local.js';

const own = import.meta.glob<Catalogue>(['./locales/*/app.json', '!./locales/en/app.json'], { query: '?catalogue' });

/** Languages of the agents' app, each by its own name. */
export const languages = spokenBy('web');
const tags = languages.map(({ tag }) => tag);

/** The language to speak: the one chosen, else the browser's first that we have, else English. */
export function chooseLocale(chosen?: unknown): string {
  const wishes = [chosen, recall<{ locale?: string }>('look', {}).locale, ...navigator.languages].filter(
    (wish): wish is string => typeof wish === 'string',
  );
  return speak(wishes, tags);
}

export const directionOf = (locale: string): 'ltr' | 'rtl' => (isRightToLeft(locale) ? 'rtl' : 'ltr');

/** What a file of texts is compiled to. */
type Catalogue = { default: Messages };
/** The texts of a page, by the paths of their files. */
type Catalogues = Record<string, () => Promise<Catalogue>>;
const joined: Catalogues[] = [];

/** Adds the texts of a page that loads later, in the language that is spoken and in each that is turned to. */
export async function joinCatalogues(its: Catalogues): Promise<void> {
  if (!joined.includes(its)) joined.push(its);
  i18n.load(i18n.locale, (await textsOf(its, i18n.locale)) ?? {});
}

/** Loads a language and turns the page to it. */
export async function activateLocale(locale: string): Promise<void> {
  const [texts, ...others] = await Promise.all([own, ...joined].map((its) => textsOf(its, locale)));
  i18n.loadAndActivate({ locale, messages: Object.assign({}, texts ?? english, ...others) as Messages });
  document.documentElement.lang = locale;
  document.documentElement.dir = directionOf(locale);
}

async function textsOf(its: Catalogues, locale: string): Promise<Messages | undefined> {
  const file = Object.keys(its).find((path) => path.includes(`/locales/${locale}/`));
  return file === undefined ? undefined : (await its[file]!()).default;
}
