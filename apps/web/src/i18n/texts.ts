import { i18n } from '@lingui/core';
import type en from './locales/en/app.json';
import type settings from './locales/en/settings.json';

/** Every text has a name; the folder of each language has them all. */
export type TextId = keyof typeof en | keyof typeof settings;

/** A text in the language of the screen. A change of language renders the whole app anew. */
export const t = (id: TextId, values?: Record<string, unknown>): string => i18n._(id, values);

/** The language of the screen. */
export const locale = (): string => i18n.locale || 'en';
