import { createStore } from '../../lib/store.js';

/** Which menu of the open ticket is open; keys and the palette open them too. */
export const ticketMenu = createStore<'assign' | 'snooze' | 'more' | null>(null);
