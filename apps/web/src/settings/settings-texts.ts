import type { Messages } from '@lingui/core';
import { joinCatalogues } from '../i18n/activate-locale.js';

const texts = import.meta.glob<{ default: Messages }>('../i18n/locales/*/settings.json', { query: '?catalogue' });

/**
 * Brings the texts of settings, now and whenever the language changes. They are not part of what everybody loads first.
 */
export const joinSettingsTexts = (): Promise<void> => joinCatalogues(texts);
