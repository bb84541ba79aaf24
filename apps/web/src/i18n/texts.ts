import { i18n } from '@lingui/core';
import type en from './locales/en.json';
import type settings from './locales/settings/en.json';

/** Every text has a name; the catalogues are complete in each language. */
export type TextId = keyof typeof en | keyof typeof settings;

/** A text in the language of the screen. A change of language renders the whole app anew. */
export const t = (id: TextId, values?: Record<string, unknown>): string => i18n._(id, values);

/** The language of the screen. */
export const locale = (): string => i18n.locale || 'en';
