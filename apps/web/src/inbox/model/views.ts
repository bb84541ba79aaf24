import { useQuery } from '@tanstack/react-query';
import { Bot, CircleCheck, CircleDashed, Hourglass, Inbox, type LucideIcon, Moon, Timer, User } from 'lucide-react';
import { type Answer, call } from '../../api/call.js';
import { keys } from '../../api/query-client.js';
import type { TextId } from '../../i18n/texts.js';
import { askCounts } from '../../realtime/live.js';
import type { InboxSearch, ViewName } from './inbox-search.js';

type CountName = 'inbox' | 'mine' | 'unassigned' | 'soon' | 'pending' | 'snoozed';

export interface View {
  name: ViewName;
  title: TextId;
  icon: LucideIcon;
  /** The count of the server that is shown beside it. */
  count?: CountName;
  /** The part of the list's query that the view sets. */
  filter: {
    status?: ('open' | 'pending' | 'snoozed' | 'resolved' | 'closed')[];
    assignee?: 'me' | 'none';
    sla?: 'soon';
    automatic?: 'only' | 'none';
  };
  /** Whether open and waiting tickets are two tabs. */
  tabs: boolean;
}

/** The built-in views, in the order of the rail. */
export const views: readonly View[] = [
  { name: 'inbox', title: 'view.inbox', icon: Inbox, count: 'inbox', filter: {}, tabs: true },
  { name: 'mine', title: 'view.mine', icon: User, count: 'mine', filter: { assignee: 'me' }, tabs: true },
  {
    name: 'soon',
    title: 'view.soon',
    icon: Timer,
    count: 'soon',
    filter: { status: ['open'], sla: 'soon' },
    tabs: false,
  },
  {
    name: 'unassigned',
    title: 'view.unassigned',
    icon: CircleDashed,
    count: 'unassigned',
    filter: { assignee: 'none' },
    tabs: true,
  },
  {
    name: 'waiting',
    title: 'view.waiting',
    icon: Hourglass,
    count: 'pending',
    filter: { status: ['pending'] },
    tabs: false,
  },
  {
    name: 'snoozed',
    title: 'view.snoozed',
    icon: Moon,
    count: 'snoozed',
    filter: { status: ['snoozed'] },
    tabs: false,
  },
  {
    name: 'resolved',
    title: 'view.resolved',
    icon: CircleCheck,
    filter: { status: ['resolved', 'closed'], automatic: 'none' },
    tabs: false,
  },
  {
    name: 'automatic',
    title: 'view.automatic',
    icon: Bot,
    filter: { status: ['resolved', 'closed'], automatic: 'only' },
    tabs: false,
  },
];

export const viewOf = (search: InboxSearch): View => views.find(({ name }) => name === search.view) ?? views[0]!;

/** The numbers of tickets in the built-in views; undefined until loaded. */
export function useCounts(): Answer<'countTickets'> | undefined {
  return useQuery({
    queryKey: keys.counts,
    queryFn: async ({ signal }) => (await askCounts()) ?? call('countTickets', {}, { signal }),
    refetchInterval: 60_000,
  }).data;
}
