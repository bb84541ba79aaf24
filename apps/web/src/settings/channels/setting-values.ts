import { t } from '../../i18n/texts.js';
import { confirmWords, wordsToConfirm } from '../form/confirm-words.js';
import type { FieldErrors } from '../form/form-errors.js';
import type { Setting } from './kinds.js';

/** The value of a field: text, a checkbox, lines; null for a secret to be removed. */
export type SettingValue = string | boolean | string[] | null;
export type SettingValues = Record<string, SettingValue>;

/** A channel or a store as the server returns it. */
interface Shown {
  settings: Record<string, unknown>;
}

/** The initial values of the fields. The server never returns secrets, so theirs are empty. */
export function valuesOf(settings: Setting[], shown?: Shown): SettingValues {
  return Object.fromEntries(settings.map((setting) => [setting.name, valueOf(setting, shown?.settings[setting.name])]));
}

function valueOf({ type, secret }: Setting, stored: unknown): SettingValue {
  if (secret) return '';
  if (type === 'boolean') return stored === true;
  if (type === 'array') return Array.isArray(stored) ? stored.map(String) : [];
  return stored === undefined || stored === null ? '' : String(stored);
}

/** The values with another one; another text for customers is asked about anew. */
export const withValue = (values: SettingValues, { name, kept }: Setting, value: SettingValue): SettingValues => ({
  ...values,
  [name]: value,
  ...(kept && { asWritten: false }),
});

/** Whether a text for customers has words in brackets that are not said to be meant. */
export const hasWordsToConfirm = (settings: Setting[], values: SettingValues): boolean =>
  wordsToConfirm([asKept(settings, values)], ({ texts }) => texts).length > 0;

/** Asks whether words in brackets in a text for customers are meant; the values say so then. */
export async function confirmSettings(settings: Setting[], values: SettingValues): Promise<SettingValues> {
  const [kept] = await confirmWords([asKept(settings, values)], ({ texts }) => texts);
  return kept!.asWritten ? { ...values, asWritten: true } : values;
}

const asKept = (settings: Setting[], values: SettingValues) => ({
  asWritten: values['asWritten'] === true,
  texts: settings.flatMap(({ name, kept }) => (kept ? String(values[name] ?? '') : [])),
});

/** The settings of a new channel or store, without empty fields. */
export function settingsToCreate(settings: Setting[], values: SettingValues): Record<string, unknown> {
  return Object.fromEntries(
    settings
      .map((setting) => [setting.name, toRequest(setting, values[setting.name]!)])
      .filter(([, value]) => value !== null && value !== false),
  );
}

/**
 * The settings that changed; null removes one, an untouched secret is left out. Beside another text for customers its
 * `asWritten` is sent again, for the server forgets it with the text.
 */
export function settingsToChange(settings: Setting[], values: SettingValues, shown: Shown): Record<string, unknown> {
  const before = valuesOf(settings, shown);
  const differs = ({ name }: Setting) => JSON.stringify(before[name]) !== JSON.stringify(values[name]);
  const isReworded = settings.some((setting) => setting.kept && differs(setting));
  const changed = settings.filter((setting) => differs(setting) || (isReworded && setting.name === 'asWritten'));
  return Object.fromEntries(changed.map((setting) => [setting.name, toRequest(setting, values[setting.name]!)]));
}

function toRequest({ type }: Setting, value: SettingValue): unknown {
  if (value === '' || value === null) return null;
  if (Array.isArray(value)) return value.map((line) => line.trim()).filter(Boolean);
  return type === 'integer' || type === 'number' ? Number(value) : value;
}

/**
 * Errors of texts that do not match their pattern. Not left to the browser, which reads patterns more strictly than
 * JSON Schema.
 */
export function checkSettings(settings: Setting[], values: SettingValues): FieldErrors {
  const wrong = settings.filter(
    ({ name, pattern }) =>
      pattern &&
      typeof values[name] === 'string' &&
      values[name] !== '' &&
      !new RegExp(pattern, 'u').test(values[name] as string),
  );
  return Object.fromEntries(
    wrong.map(({ name, format }) => [`settings.${name}`, t(format === 'email' ? 'form.email' : 'form.pattern')]),
  );
}
