import { i18n } from '@lingui/core';
import type en from './locales/en/app.json';
import type reasons from './locales/en/reasons.json';
import type settings from './locales/en/settings.json';

/** The ids of texts; every language has them all. */
export type TextId = keyof typeof en | keyof typeof settings | keyof typeof reasons;

/** A text in the language of the screen. Nothing subscribes to it: a change of language remounts the whole app. */
export const t = (id: TextId, values?: Record<string, unknown>): string => i18n._(id, values);

/** The language of the screen. */
export const locale = (): string => i18n.locale || 'en';
