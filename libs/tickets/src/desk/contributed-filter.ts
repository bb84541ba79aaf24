import type { TicketFilter } from '#libs/contracts';

/** Nest token under which a part of the product answers filters of the list from tables of its own. */
export const CONTRIBUTED_FILTER = Symbol('filter of the list of tickets');

export interface ContributedFilter {
  /** Conditions on a tickets row `t`, for what of the filter it knows; `put` gives the place of a value. */
  conditions(filter: TicketFilter, put: (value: unknown) => string): string[];
}
