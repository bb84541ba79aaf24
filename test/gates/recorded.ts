import type { Work } from './count-work.js';

/**
 * What each costs now, of one. When a change makes one of them cheaper or dearer by more than a tenth, with a reason,
 * write the new figures here: WAYPOST_RECORD_GATES=1 npm test -- test/gates prints them.
 */
export const recorded = {
  mail: { statements: 7, walRecords: 61, walBytes: 8_930 },
  note: { statements: 6, walRecords: 24.1, walBytes: 2_990 },
  events: { statements: 0.955, walRecords: 5.64, walBytes: 428 },
  list: { statements: 2, walRecords: 1, walBytes: 1 },
} satisfies Record<string, Work>;
