import { useEffect, useRef } from 'react';
import { t } from '../i18n/texts.js';

/** Handles a key; returns false to leave it to the browser. */
type KeyAction = () => boolean | void;
type Keys = Record<string, KeyAction>;

const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
// The scrim stands before the code of its dialog is there: what is typed meanwhile is meant for the dialog.
const isCovered = () => document.querySelector('[role="dialog"], [role="menu"], .palette-scrim') !== null;
let wasCovered = false;
// In the capture phase, before other listeners: the key that closes a dialog must not act on the page behind it.
window.addEventListener('keydown', () => (wasCovered = isCovered()), true);

/**
 * The name of a pressed key: the ASCII character that it prints, which is right for AZERTY; on layouts without Latin
 * letters, such as Cyrillic or Hebrew, the letter at its position.
 */
function keyName({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  if (key.length > 1 || /^[\x21-\x7e]$/.test(key)) return key.length === 1 ? key.toLowerCase() : key;
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}

const isMac = /mac|iphone|ipad/i.test(navigator.platform);
/** Whether the modifier of shortcuts is pressed: Command on a Mac, Control elsewhere. */
export const hasMod = (event: Pick<KeyboardEvent, 'metaKey' | 'ctrlKey'>): boolean =>
  isMac ? event.metaKey : event.ctrlKey;

/** Handles single keys outside text fields, dialogs and menus, and those with `Mod+` everywhere. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey || (event.repeat && event.key === 'Enter'))
        return;
      const isMod = event.metaKey || event.ctrlKey;
      if (isMod ? !hasMod(event) : isTextField(event.target) || wasCovered) return;
      const name = keyName(event);
      const action =
        latest.current[(isMod ? 'Mod+' : '') + (event.shiftKey && /^[a-z]$/.test(name) ? 'Shift+' : '') + name];
      if (action && action() !== false) event.preventDefault();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

/** The name of the modifier on this machine's keyboard. */
export const modKey = isMac ? '⌘' : 'Ctrl ';

const names: Record<string, string> = { Enter: '↵', ArrowUp: '↑', ArrowDown: '↓' };

/** A shortcut as it is printed on the keys. */
export function keyLabel(shortcut: string): string {
  return shortcut
    .replace('Mod+', modKey)
    .replace(/[A-Z][a-z]+[A-Za-z]*$/, (name) => names[name] ?? name)
    .replace('Esc', t('key.escape'))
    .replace(/\b[a-z]$/, (letter) => letter.toUpperCase());
}
