import { useNavigate } from '@tanstack/react-router';
import type { Ticket } from '#libs/contracts';
import { useAgents, useTeams } from '../../api/people.js';
import { weekdayDate } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { createStore } from '../../lib/store.js';
import { useMe } from '../../session/me.js';
import { changeTicket } from '../model/change-ticket.js';
import { ticketBeside } from '../model/inbox-cursor.js';

interface TicketActions {
  resolve: (options?: { next?: boolean }) => void;
  reopen: () => void;
  wait: () => void;
  snooze: (until: Date) => void;
  assign: (agentId: string | null) => void;
  assignToMe: () => void;
  giveToTeam: (teamId: string | null) => void;
  setPriority: (priority: Ticket['priority']) => void;
  addTag: (tag: string) => void;
  removeTag: (tag: string) => void;
  openNext: () => void;
}

/** The actions on a ticket. Each shows at once and can be undone. */
export function useTicketActions(ticket: Ticket): TicketActions {
  const navigate = useNavigate();
  const me = useMe();
  const agents = useAgents();
  const teams = useTeams();
  const { id, number } = ticket;
  const withToast = (toastText: string) => ({ toastText });
  const openNext = () => {
    const next = ticketBeside(id, 1) ?? ticketBeside(id, -1);
    if (next && next.id !== id)
      void navigate({
        to: '/tickets/$ticketId',
        params: { ticketId: next.id },
        search: (search) => search,
        replace: true,
      });
    else void navigate({ to: '/inbox', search: (search) => search });
  };
  const assign = (agentId: string | null) => {
    const name = agents.find((agent) => agent.id === agentId)?.name ?? me.agent.name;
    void changeTicket(
      id,
      { assigneeId: agentId },
      withToast(agentId ? t('toast.assigned', { number, name }) : t('toast.unassigned', { number })),
    );
  };
  return {
    openNext,
    assign,
    assignToMe: () => assign(me.agent.id),
    resolve: ({ next = false } = {}) => {
      if (next) openNext();
      void changeTicket(id, { status: 'resolved' }, withToast(t('toast.resolved', { number })));
    },
    reopen: () => void changeTicket(id, { status: 'open' }, withToast(t('toast.reopened', { number }))),
    wait: () => void changeTicket(id, { status: 'pending' }, withToast(t('toast.waiting', { number }))),
    snooze: (until) =>
      void changeTicket(
        id,
        { status: 'snoozed', snoozedUntil: until.toISOString() },
        withToast(t('toast.snoozed', { number, date: weekdayDate(until.getTime()) })),
      ),
    giveToTeam: (teamId) =>
      void changeTicket(
        id,
        { teamId },
        withToast(
          teamId
            ? t('toast.team', { number, name: teams.find((team) => team.id === teamId)?.name ?? '' })
            : t('toast.no-team', { number }),
        ),
      ),
    setPriority: (priority) =>
      void changeTicket(
        id,
        { priority },
        withToast(t('toast.priority', { number, priority: t(`priority.${priority}`) })),
      ),
    addTag: (typed) => {
      const tag = typed.replaceAll(',', '').trim();
      if (tag && !ticket.tags.includes(tag)) void changeTicket(id, { addTags: [tag] });
    },
    removeTag: (tag) => void changeTicket(id, { removeTags: [tag] }, withToast(t('toast.untagged', { number, tag }))),
  };
}

/** The open menu of the ticket on screen: a store, since keys and the palette open menus too. */
export const ticketMenu = createStore<'assign' | 'snooze' | 'more' | null>(null);
