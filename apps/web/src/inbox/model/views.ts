import { CircleCheck, CircleDashed, Hourglass, Inbox, type LucideIcon, Moon, Timer, User } from 'lucide-react';
import type { TextId } from '../../i18n/texts.js';
import type { InboxSearch, ViewName } from './inbox-search.js';

export type CountName = 'inbox' | 'mine' | 'unassigned' | 'soon' | 'pending' | 'snoozed';

export interface View {
  name: ViewName;
  title: TextId;
  icon: LucideIcon;
  /** Which of the server's counts stands beside it. */
  count?: CountName;
  /** What it narrows the list to. */
  filter: {
    status?: ('open' | 'pending' | 'snoozed' | 'resolved' | 'closed')[];
    assignee?: 'me' | 'none';
    sla?: 'soon';
  };
  /** Open and waiting tickets as two tabs. */
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
    filter: { status: ['resolved', 'closed'] },
    tabs: false,
  },
];

export const viewOf = (search: InboxSearch): View => views.find(({ name }) => name === search.view) ?? views[0]!;
