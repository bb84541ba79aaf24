import { t } from '../i18n/texts.js';
import { isMac } from './use-keys.js';

/** The modifier as this machine's keyboard names it. */
export const modKey = isMac ? '⌘' : 'Ctrl ';

const names: Record<string, string> = { Enter: '↵', ArrowUp: '↑', ArrowDown: '↓' };

/** A shortcut as it stands on the keys. */
export function keyLabel(shortcut: string): string {
  return shortcut
    .replace('Mod+', modKey)
    .replace(/[A-Z][a-z]+[A-Za-z]*$/, (name) => names[name] ?? name)
    .replace('Esc', t('key.escape'))
    .replace(/\b[a-z]$/, (letter) => letter.toUpperCase());
}
