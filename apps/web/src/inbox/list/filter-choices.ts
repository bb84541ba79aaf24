import { useAgents, useTeams } from '../../api/people.js';
import { channelName } from '../../frame/channel-glyph.js';
import { type TextId, t } from '../../i18n/texts.js';
import { useMe } from '../../session/me.js';
import type { InboxSearch } from '../model/inbox-search.js';

export type FilterName = 'status' | 'channel' | 'assignee' | 'team' | 'tag' | 'sla';
export interface Choice {
  value: string;
  label: string;
}

const ofText = (value: string, id: TextId): Choice => ({ value, label: t(id) });

/** What each filter can be set to; a tag is typed. */
export function useFilterChoices(): Record<Exclude<FilterName, 'tag'>, Choice[]> {
  const me = useMe();
  const agents = useAgents().filter(({ state, id }) => state === 'active' && id !== me.agent.id);
  const teams = useTeams();
  return {
    status: [ofText('open', 'status.open'), ofText('pending', 'status.pending'), ofText('snoozed', 'status.snoozed'), ofText('resolved', 'status.resolved'), ofText('closed', 'status.closed')],
    channel: ['widget', 'email', 'whatsapp', 'telegram'].map((type) => ({ value: type, label: channelName(type) })),
    assignee: [ofText('me', 'assignee.me'), ofText('none', 'assignee.nobody'), ...agents.map(({ id, name }) => ({ value: id, label: name }))],
    team: [ofText('none', 'team.none'), ...teams.map(({ id, name }) => ({ value: id, label: name }))],
    sla: [ofText('soon', 'filter.sla-soon'), ofText('breached', 'filter.sla-breached')],
  };
}

export const filterTitles: Record<FilterName, TextId> = { status: 'filter.status', channel: 'filter.channel', assignee: 'filter.assignee', team: 'filter.team', tag: 'filter.tag', sla: 'filter.sla' };
export const filterNames = Object.keys(filterTitles) as FilterName[];

/** The filters that the address sets beside its view. */
export const chosenFilters = (search: InboxSearch): FilterName[] => filterNames.filter((name) => search[name] !== undefined);
