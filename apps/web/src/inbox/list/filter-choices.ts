import { useAgents, useTeams } from '../../api/people.js';
import { useChannelKinds } from '../../api/channel-kinds.js';
import { joined, shortDate } from '../../i18n/format.js';
import { type TextId, t } from '../../i18n/texts.js';
import { useMe } from '../../session/me.js';
import type { InboxSearch } from '../model/inbox-search.js';

export type FilterName = 'status' | 'channel' | 'assignee' | 'team' | 'tag' | 'sla';
export interface Choice {
  value: string;
  label: string;
}

const ofText = (value: string, id: TextId): Choice => ({ value, label: t(id) });

type FilterChoices = Record<Exclude<FilterName, 'tag'>, Choice[]>;

/** The values of each filter; a tag is typed instead. */
export function useFilterChoices(): FilterChoices {
  const me = useMe();
  const agents = useAgents().filter(({ state, id }) => state === 'active' && id !== me.agent.id);
  const teams = useTeams();
  return {
    status: [
      ofText('open', 'status.open'),
      ofText('pending', 'status.pending'),
      ofText('snoozed', 'status.snoozed'),
      ofText('resolved', 'status.resolved'),
      ofText('closed', 'status.closed'),
    ],
    channel: useChannelKinds().map(({ type, label }) => ({ value: type, label })),
    assignee: [
      ofText('me', 'assignee.me'),
      ofText('none', 'assignee.nobody'),
      ...agents.map(({ id, name }) => ({ value: id, label: name })),
    ],
    team: [ofText('none', 'team.none'), ...teams.map(({ id, name }) => ({ value: id, label: name }))],
    sla: [ofText('soon', 'filter.sla-soon'), ofText('breached', 'filter.sla-breached')],
  };
}

export const filterTitles: Record<FilterName, TextId> = {
  status: 'filter.status',
  sla: 'filter.sla',
  assignee: 'filter.assignee',
  team: 'filter.team',
  channel: 'filter.channel',
  tag: 'filter.tag',
};
export const filterNames = Object.keys(filterTitles) as FilterName[];

/** The chosen values of a filter, worded. */
export const chosenLabel = (search: InboxSearch, name: FilterName, choices: FilterChoices): string | undefined =>
  name === 'tag'
    ? search.tag
    : search[name] &&
      joined(
        search[name].split(',').map((value) => choices[name].find((choice) => choice.value === value)?.label ?? value),
      );

/** The filters that the address sets. */
export const chosenFilters = (search: InboxSearch): FilterName[] =>
  filterNames.filter((name) => search[name] !== undefined);

/** Filters that no menu offers: links from the dashboard and from a contact set them. */
const partNames = ['firstResponse', 'resolution', 'createdFrom', 'createdTo', 'storeId', 'contactId'] as const;
export interface Part {
  names: (keyof InboxSearch)[];
  label: string;
}

/** The active ones among them; both ends of a period are one. */
export function chosenParts(search: InboxSearch): Part[] {
  const { firstResponse, resolution, createdFrom, createdTo } = search;
  const parts: Part[] = [];
  if (firstResponse) parts.push({ names: ['firstResponse'], label: t(`filter.first-response-${firstResponse}`) });
  if (resolution) parts.push({ names: ['resolution'], label: t(`filter.resolution-${resolution}`) });
  if (createdFrom && createdTo)
    parts.push({ names: ['createdFrom', 'createdTo'], label: period(createdFrom, createdTo) });
  const others = partNames.filter(
    (name) => search[name] !== undefined && !parts.some(({ names }) => names.includes(name)),
  );
  return others.length ? [...parts, { names: others, label: t('filter.chosen-part') }] : parts;
}

/** The end of a period is exclusive: one that ends at midnight ends on the day before. */
function period(from: string, to: string): string {
  const [first, last] = [shortDate(from), shortDate(Date.parse(to) - 1)];
  return first === last ? first : `${first} – ${last}`;
}

/** Whether a search or filter narrows the view. */
export const isFiltered = (search: InboxSearch): boolean =>
  Boolean(search.q) || chosenFilters(search).length > 0 || partNames.some((name) => search[name] !== undefined);
