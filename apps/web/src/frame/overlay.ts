import { createStore } from '../lib/store.js';

/** Which window stands over the page. */
export const overlay = createStore<'palette' | 'shortcuts' | null>(null);
