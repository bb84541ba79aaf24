import { Check, CheckCheck, CornerUpLeft, Hourglass, Moon, NotebookPen, RotateCcw, User, UserPlus } from 'lucide-react';
import type { Ticket } from '#libs/contracts';
import { t } from '../i18n/texts.js';
import { useTicketActions } from '../inbox/actions/use-ticket-actions.js';
import { focusComposer } from '../inbox/composer/focus-composer.js';
import { showDraft } from '../inbox/model/drafts.js';
import { ticketMenu } from '../inbox/model/ticket-menu.js';
import type { PaletteItem } from './palette-item.js';

/** What can be done with the open ticket, each with its key. */
export function useTicketCommands(ticket: Ticket | undefined): PaletteItem[] {
  const actions = useTicketActions(ticket ?? ({ id: '', number: 0 } as Ticket));
  if (!ticket) return [];
  const compose = (visibility: 'public' | 'internal') => () => {
    showDraft(ticket.id, visibility);
    focusComposer();
  };
  // A menu opens when the palette has gone.
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
