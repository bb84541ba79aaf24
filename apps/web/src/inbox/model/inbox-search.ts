import type { TicketStatus } from '#libs/contracts';

const viewNames = ['inbox', 'mine', 'soon', 'unassigned', 'waiting', 'snoozed', 'resolved', 'automatic'] as const;
export type ViewName = (typeof viewNames)[number];

/** The search parameters of the inbox: a link shows another agent the same list. */
export interface InboxSearch {
  view?: ViewName;
  tab?: 'waiting';
  sort?: 'activity' | 'due';
  q?: string;
  /** Statuses separated by commas; they override those of view and tab. */
  status?: string;
  channel?: string;
  assignee?: string;
  team?: string;
  tag?: string;
  sla?: 'soon' | 'breached';
  storeId?: string;
  contactId?: string;
  firstResponse?: 'answered' | 'waiting' | 'kept' | 'late';
  resolution?: 'resolved' | 'kept' | 'late';
  createdFrom?: string;
  createdTo?: string;
}

const statuses = ['open', 'pending', 'snoozed', 'resolved', 'closed'];
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const oneOf = (value: unknown, allowed: readonly string[]) =>
  allowed.includes(String(value)) ? String(value) : undefined;
const matching = (value: unknown, pattern: RegExp) =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;
const text = (value: unknown, max: number) =>
  typeof value === 'string' && value.trim() ? value.slice(0, max) : undefined;
const statusList = (value: unknown) =>
  String(value ?? '')
    .split(',')
    .filter((status) => statuses.includes(status))
    .join(',') || undefined;

/** Reads the search parameters and drops those that are invalid. */
export function readInboxSearch(raw: Record<string, unknown>): InboxSearch {
  const read = {
    view: oneOf(raw['view'], viewNames),
    tab: oneOf(raw['tab'], ['waiting']),
    sort: oneOf(raw['sort'], ['activity', 'due']),
    q: text(raw['q'], 200),
    status: statusList(raw['status']),
    channel: matching(raw['channel'], /^[a-z]{1,40}$/),
    assignee: oneOf(raw['assignee'], ['me', 'none']) ?? matching(raw['assignee'], uuid),
    team: oneOf(raw['team'], ['none']) ?? matching(raw['team'], uuid),
    tag: text(raw['tag'], 40),
    sla: oneOf(raw['sla'], ['soon', 'breached']),
    storeId: matching(raw['storeId'], uuid),
    contactId: matching(raw['contactId'], uuid),
    firstResponse: oneOf(raw['firstResponse'], ['answered', 'waiting', 'kept', 'late']),
    resolution: oneOf(raw['resolution'], ['resolved', 'kept', 'late']),
    createdFrom: matching(raw['createdFrom'], /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/),
    createdTo: matching(raw['createdTo'], /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) as InboxSearch;
}

export const chosenStatuses = (search: InboxSearch): TicketStatus[] =>
  (search.status?.split(',') ?? []) as TicketStatus[];
