import { call } from './call.js';
import { keys } from './query-client.js';

/** How much went wrong, by kind; for admins. */
export const troubleCounts = { queryKey: [...keys.trouble, 'counts'], queryFn: () => call('countTrouble', {}) };
