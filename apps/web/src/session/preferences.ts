import { call } from '../api/call.js';
import { keys, queryClient } from '../api/query-client.js';
import { recall, remember } from '../lib/local.js';
import { createStore } from '../lib/store.js';
import { signedIn } from './me.js';

/** How the screen of an agent looks and behaves. */
interface Preferences {
  theme: 'system' | 'light' | 'dark';
  locale?: string;
  density: 'comfortable' | 'compact';
  sendWith: 'enter' | 'mod-enter';
}
const defaults: Preferences = { theme: 'system', density: 'comfortable', sendWith: 'mod-enter' };

/** The preferences of the account; before sign-in those that this browser remembers. */
export const preferences = createStore<Preferences>({ ...defaults, ...recall<Partial<Preferences>>('look', {}) });

/** Applies the preferences of the account. */
export function adoptPreferences(stored: Record<string, unknown>): void {
  apply({ ...preferences.get(), ...(stored as Partial<Preferences>) });
}

/** Changes preferences here at once, then in the account. */
export async function changePreferences(change: Partial<Preferences>): Promise<void> {
  apply({ ...preferences.get(), ...change });
  if (!signedIn()) return;
  const me = await call('updatePreferences', { body: change }).catch(() => null);
  if (me) queryClient.setQueryData(keys.me, me);
}

function apply(next: Preferences) {
  remember('look', next);
  preferences.set(next);
}
