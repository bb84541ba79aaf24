import type { TicketFilter } from '#libs/contracts';
import type { ContributedFilter } from '#libs/tickets';

const firstResponse = {
  answered: 'f.response_seconds is not null',
  waiting: 'f.answered_at is null and not f.by_agent',
  kept: 'not f.response_late',
  late: 'f.response_late',
};
const resolution = {
  resolved: 'f.resolution_seconds is not null',
  kept: 'not f.resolution_late',
  late: 'f.resolution_late',
};

/** Filters of the ticket list by facts: each count of a report links to its tickets. */
export const filterByFacts: ContributedFilter = {
  conditions: (filter: TicketFilter) => [
    ...(filter.firstResponse ? [ofFacts(firstResponse[filter.firstResponse])] : []),
    ...(filter.resolution ? [ofFacts(resolution[filter.resolution])] : []),
  ],
};

const ofFacts = (condition: string) =>
  `exists (select from ticket_facts f where f.workspace_id = t.workspace_id and f.ticket_id = t.id and ${condition})`;
