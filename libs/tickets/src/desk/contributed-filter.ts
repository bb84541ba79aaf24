import type { TicketFilter } from '#libs/contracts';

/** Nest token under which a lib provides filters of the ticket list on its own tables. */
export const CONTRIBUTED_FILTER = Symbol('filter of the list of tickets');

export interface ContributedFilter {
  /**
   * Returns conditions on a tickets row `t`, for the filters that it knows; `put` adds a parameter and returns its
   * placeholder.
   */
  conditions(filter: TicketFilter, put: (value: unknown) => string): string[];
}
