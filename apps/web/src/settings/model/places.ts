import { languageName } from '../../i18n/format.js';
import { locale } from '../../i18n/texts.js';
import type { Choice } from '../form/select-field.js';

const tags = [
  'ar',
  'bg',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'fi',
  'fr',
  'he',
  'hi',
  'hr',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'ms',
  'nb',
  'nl',
  'pl',
  'pt',
  'pt-BR',
  'ro',
  'ru',
  'sk',
  'sl',
  'sv',
  'th',
  'tr',
  'uk',
  'vi',
  'zh',
  'zh-TW',
];

const byLabel = (one: Choice, other: Choice) => one.label.localeCompare(other.label, locale());

/** Languages that customers write in, by their names in the language of the screen. */
export const languageChoices = (): Choice[] =>
  tags.map((tag) => ({ value: tag, label: languageName(tag) })).sort(byLabel);

/** The time zones that this browser knows. */
export const timeZoneChoices = (): Choice[] =>
  ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')].map((zone) => ({
    value: zone,
    label: zone.replaceAll('_', ' '),
  }));

/** The currencies that this browser knows, by name. */
export function currencyChoices(): Choice[] {
  const names = new Intl.DisplayNames([locale()], { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((code) => ({ value: code, label: `${code} ${names.of(code) ?? ''}` }));
}
