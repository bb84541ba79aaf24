import { languages, speak, spokenBy } from '#languages';
import type en from './locales/en.json';

/** A text's name in the catalogues. */
export type TextId = keyof typeof en;

const catalogues = import.meta.glob<Record<TextId, string>>('./locales/*.json', { eager: true, import: 'default' });

/** The server has put the browser's language on the page. */
const locale = speak(
  [document.documentElement.lang],
  spokenBy('playground').map(({ tag }) => tag),
);
const isRightToLeft = languages.some(({ tag, direction }) => tag === locale && direction === 'rtl');
const texts = catalogues[`./locales/${locale}.json`]!;

/**
 * A text in the language of the page; in Arabic names and numbers in it keep their own direction. What shoppers say
 * comes from the demo's data.
 */
export const t = (id: TextId, values: Record<string, string> = {}): string =>
  texts[id].replace(/\{(\w+)\}/g, (marker, name: string) => {
    const value = values[name] ?? marker;
    return isRightToLeft ? `\u2068${value}\u2069` : value;
  });

export const has = (id: string): id is TextId => id in texts;

/** The language of the page for Intl; Arabic with the digits that order numbers are written in. */
export const formatLocale = isRightToLeft ? `${locale}-u-nu-latn` : document.documentElement.lang;

const time = new Intl.DateTimeFormat(formatLocale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const date = new Intl.DateTimeFormat(formatLocale, { day: 'numeric', month: 'short' });
const longDate = new Intl.DateTimeFormat(formatLocale, { weekday: 'long', day: 'numeric', month: 'long' });

/** The time of today, else the day. */
export function shortTime(at: string): string {
  const when = new Date(at);
  return (when.toDateString() === new Date().toDateString() ? time : date).format(when);
}

export const dayOf = (at: string): string => longDate.format(new Date(at));
