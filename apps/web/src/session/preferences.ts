import { call } from '../api/call.js';
import { keys } from '../api/keys.js';
import { queryClient } from '../api/query-client.js';
import { recall, remember } from '../lib/local.js';
import { createStore } from '../lib/store.js';
import { signedIn } from './me.js';

/** How this person's screen looks and behaves. */
export interface Look {
  theme: 'system' | 'light' | 'dark';
  locale?: string;
  density: 'comfortable' | 'compact';
  sendWith: 'enter' | 'mod-enter';
}
const plain: Look = { theme: 'system', density: 'comfortable', sendWith: 'mod-enter' };

/** The account's settings, and before sign-in what this browser remembers of them. */
export const look = createStore<Look>({ ...plain, ...recall<Partial<Look>>('look', {}) });

/** Takes over what the account says. */
export function adoptPreferences(preferences: Record<string, unknown>): void {
  keepLook({ ...look.get(), ...(preferences as Partial<Look>) });
}

/** Changes a setting here at once and in the account after. */
export async function changeLook(change: Partial<Look>): Promise<void> {
  keepLook({ ...look.get(), ...change });
  if (!signedIn()) return;
  const me = await call('updatePreferences', { body: change }).catch(() => null);
  if (me) queryClient.setQueryData(keys.me, me);
}

function keepLook(next: Look) {
  remember('look', next);
  look.set(next);
}
