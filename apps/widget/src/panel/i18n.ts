import { type Messages, setupI18n } from '@lingui/core';
import { languages } from '#languages';
import type en from './locales/en.json';

/** A text's name in the catalogues. */
export type TextId = Exclude<keyof typeof en, `launcher.${string}`>;

const i18n = setupI18n();
const catalogues = import.meta.glob<{ default: Messages }>('./locales/*.json', { query: '?catalogue' });

const language = () => languages.find(({ tag }) => tag === i18n.locale);
const isRightToLeft = () => language()?.direction === 'rtl';
const writtenTag = () => language()?.written ?? i18n.locale;

/** Fetches one language and turns the document to it and its direction. */
export async function speak(locale: string) {
  const { default: messages } = await catalogues[`./locales/${locale}.json`]!();
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = writtenTag();
  document.documentElement.dir = isRightToLeft() ? 'rtl' : 'ltr';
}

/** A text in the panel's language. Names and numbers put into it keep their own direction. */
export function t(id: TextId, values: Record<string, string | number> = {}): string {
  const apart = isRightToLeft()
    ? Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `\u2068${value}\u2069`]))
    : values;
  return i18n._(id, apart);
}

/** The panel's language for Intl; Arabic with the digits that order numbers are written in. */
export const formatLocale = () => (isRightToLeft() ? `${writtenTag()}-u-nu-latn` : writtenTag());
