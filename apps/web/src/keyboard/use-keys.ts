import { useEffect, useRef } from 'react';

/** What a key does; false: it was not meant for this, the browser may have it. */
export type KeyAction = () => boolean | void;
export type Keys = Record<string, KeyAction>;

const isTextField = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
const isCovered = () => document.querySelector('[role="dialog"], [role="menu"]') !== null;
let wasCovered = false;
// Before any other listener: the key that closes a dialog is not one for what stands behind it.
window.addEventListener('keydown', () => (wasCovered = isCovered()), true);

/**
 * The name of a pressed key. A Latin letter counts as what it prints (so AZERTY is right); where a key prints none, as
 * on Cyrillic or Hebrew layouts, its place counts.
 */
export function keyName({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  if (key.length > 1 || /^[\x21-\x7e]$/.test(key)) return key.length === 1 ? key.toLowerCase() : key;
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key;
}

export const isMac = /mac|iphone|ipad/i.test(navigator.platform);
/** Command on a Mac, Control elsewhere. */
export const hasMod = (event: Pick<KeyboardEvent, 'metaKey' | 'ctrlKey'>): boolean =>
  isMac ? event.metaKey : event.ctrlKey;

/** Single keys, outside text fields, dialogs and menus; with `Mod+` in front, everywhere. */
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
