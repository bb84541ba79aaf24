import { useNavigate } from '@tanstack/react-router';
import {
  ChartLine,
  Check,
  CheckCheck,
  CornerUpLeft,
  Hand,
  Hourglass,
  Keyboard,
  type LucideIcon,
  Moon,
  NotebookPen,
  RotateCcw,
  Search,
  Settings2,
  SunMoon,
  User,
  UserPlus,
} from 'lucide-react';
import type { Ticket } from '#libs/contracts';
import { overlay } from '../frame/on-screen.js';
import { t } from '../i18n/texts.js';
import { useTakeNext } from '../inbox/actions/use-take-next.js';
import { ticketMenu, useTicketActions } from '../inbox/actions/use-ticket-actions.js';
import { focusComposer } from '../inbox/composer/composer-field.js';
import { showDraft } from '../inbox/model/drafts.js';
import { views } from '../inbox/model/views.js';
import { useMay } from '../session/me.js';
import { changePreferences, preferences } from '../session/preferences.js';

/** A line of the palette. */
export interface PaletteItem {
  id: string;
  icon?: LucideIcon;
  /** Shows the icon of this kind of channel instead. */
  channelType?: string;
  label: string;
  hint?: string;
  shortcut?: string;
  run: () => void;
}

/** Lines under one title. */
export interface PaletteGroup {
  title: string;
  items: PaletteItem[];
}

/** The places to go to, and commands that need no ticket. */
export function usePlaces(text: string): PaletteItem[] {
  const navigate = useNavigate();
  const isDark = document.documentElement.dataset['theme'] === 'dark';
  const takeNext = useTakeNext();
  const maySeeReports = useMay('manager');
  preferences.use();
  return [
    ...(text
      ? [
          {
            id: 'search',
            icon: Search,
            label: t('palette.search', { text }),
            run: () => void navigate({ to: '/inbox', search: { q: text } }),
          },
        ]
      : []),
    ...views.map(({ name, title, icon }) => ({
      id: `view-${name}`,
      icon,
      label: t(title),
      run: () => void navigate({ to: '/inbox', search: name === 'inbox' ? {} : { view: name } }),
    })),
    ...(takeNext
      ? [{ id: 'take-next', icon: Hand, label: t('welcome.take-next'), shortcut: 't', run: () => void takeNext() }]
      : []),
    ...(maySeeReports
      ? [
          {
            id: 'dashboard',
            icon: ChartLine,
            label: t('rail.dashboard'),
            run: () => void navigate({ to: '/dashboard' }),
          },
        ]
      : []),
    { id: 'settings', icon: Settings2, label: t('rail.settings'), run: () => void navigate({ to: '/settings' }) },
    {
      id: 'shortcuts',
      icon: Keyboard,
      label: t('shortcuts.title'),
      shortcut: '?',
      run: () => overlay.set('shortcuts'),
    },
    {
      id: 'theme',
      icon: SunMoon,
      label: t(isDark ? 'palette.light' : 'palette.dark'),
      run: () => void changePreferences({ theme: isDark ? 'light' : 'dark' }),
    },
  ];
}

/** The commands on the open ticket. */
export function useTicketCommands(ticket: Ticket | undefined): PaletteItem[] {
  const actions = useTicketActions(ticket ?? ({ id: '', number: 0 } as Ticket));
  if (!ticket) return [];
  const compose = (visibility: 'public' | 'internal') => () => {
    showDraft(ticket.id, visibility);
    focusComposer();
  };
  // Open the menu after the palette has closed and restored the focus.
  const openMenu = (name: 'assign' | 'snooze') => () => setTimeout(() => ticketMenu.set(name), 60);
  const isDone = ticket.status === 'resolved' || ticket.status === 'closed';
  return [
    ...(isDone
      ? []
      : [
          { id: 'resolve', icon: Check, label: t('action.resolve'), shortcut: 'e', run: () => actions.resolve() },
          {
            id: 'resolve-next',
            icon: CheckCheck,
            label: t('action.resolve-and-next'),
            shortcut: '⇧e',
            run: () => actions.resolve({ next: true }),
          },
        ]),
    ...(ticket.status === 'open' ? [{ id: 'wait', icon: Hourglass, label: t('action.wait'), run: actions.wait }] : []),
    ...(ticket.status !== 'open' && ticket.status !== 'closed'
      ? [
          {
            id: 'reopen',
            icon: RotateCcw,
            label: t('action.reopen'),
            ...(ticket.status === 'resolved' && { shortcut: 'e' }),
            run: actions.reopen,
          },
        ]
      : []),
    { id: 'reply', icon: CornerUpLeft, label: t('composer.reply'), shortcut: 'r', run: compose('public') },
    { id: 'note', icon: NotebookPen, label: t('composer.add-note'), shortcut: 'n', run: compose('internal') },
    { id: 'assign', icon: UserPlus, label: t('assign.title'), shortcut: 'a', run: openMenu('assign') },
    { id: 'assign-me', icon: User, label: t('assign.to-me'), shortcut: 'm', run: actions.assignToMe },
    { id: 'snooze', icon: Moon, label: t('snooze.title'), shortcut: 'h', run: openMenu('snooze') },
  ];
}
