import { createStore } from '../lib/store.js';

/** How we stand with the server's hints. `asOf`: until when the screen is known to be true. */
export interface Connection {
  state: 'connecting' | 'up' | 'down';
  asOf: number;
  retryAt: number;
}

export const connection = createStore<Connection>({ state: 'connecting', asOf: Date.now(), retryAt: 0 });

interface Presence {
  agentId: string;
  state: 'viewing' | 'typing';
}

/** Who else looks at which ticket. */
export const presence = createStore<Record<string, Presence[]>>({});
/** Until when which ticket's customer is taken to be typing. */
export const customerTyping = createStore<Record<string, number>>({});
