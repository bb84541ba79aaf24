import {
  BookOpen,
  CalendarClock,
  Database,
  type LucideIcon,
  MessagesSquare,
  Store,
  TextQuote,
  Timer,
  TriangleAlert,
  UserRound,
  Users,
  UsersRound,
} from 'lucide-react';
import type { ComponentType } from 'react';
import type { TextId } from '../i18n/texts.js';
import { Agents } from './agents/agents.js';
import { Articles } from './articles/articles.js';
import { Channels } from './channels/channels.js';
import { RetentionSettings } from './data/retention.js';
import { BusinessHours } from './hours/business-hours.js';
import type { SectionProps } from './layout/resource.js';
import { PersonalSettings } from './personal/personal-settings.js';
import { SavedReplies } from './replies/saved-replies.js';
import { SlaPolicies } from './sla/sla-policies.js';
import { Stores } from './stores/stores.js';
import { Teams } from './teams/teams.js';
import { Trouble } from './trouble/trouble.js';

interface Section {
  name: string;
  title: TextId;
  icon: LucideIcon;
  /** Sections of one group are listed together. */
  group: 'you' | 'workspace' | 'answers';
  /** The role that may open it; others are not offered it. */
  role?: 'admin';
  Screen: ComponentType<SectionProps>;
}

/** All sections of the settings, in the order of the list. */
export const sections: Section[] = [
  { name: 'personal', title: 'personal.title', icon: UserRound, group: 'you', Screen: PersonalSettings },
  { name: 'channels', title: 'channels.title', icon: MessagesSquare, group: 'workspace', Screen: Channels },
  { name: 'stores', title: 'stores.title', icon: Store, group: 'workspace', Screen: Stores },
  { name: 'agents', title: 'agents.title', icon: UsersRound, group: 'workspace', Screen: Agents },
  { name: 'teams', title: 'teams.title', icon: Users, group: 'workspace', Screen: Teams },
  { name: 'sla', title: 'sla.title', icon: Timer, group: 'workspace', Screen: SlaPolicies },
  { name: 'hours', title: 'hours.title', icon: CalendarClock, group: 'workspace', Screen: BusinessHours },
  {
    name: 'data',
    title: 'data.title',
    icon: Database,
    group: 'workspace',
    role: 'admin',
    Screen: RetentionSettings,
  },
  {
    name: 'trouble',
    title: 'trouble.title',
    icon: TriangleAlert,
    group: 'workspace',
    role: 'admin',
    Screen: Trouble,
  },
  { name: 'replies', title: 'saved.title', icon: TextQuote, group: 'answers', Screen: SavedReplies },
  { name: 'articles', title: 'articles.title', icon: BookOpen, group: 'answers', Screen: Articles },
];
