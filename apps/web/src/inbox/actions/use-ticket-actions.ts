import { useNavigate } from '@tanstack/react-router';
import type { Ticket } from '#libs/contracts';
import { useAgents, useTeams } from '../../api/people.js';
import { weekdayDate } from '../../i18n/format.js';
import { t } from '../../i18n/texts.js';
import { useMe } from '../../session/me.js';
import { changeTicket } from '../model/change-ticket.js';
import { ticketBeside } from '../model/inbox-cursor.js';

export interface TicketActions {
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

/** What one can do with a ticket; each shows at once and can be undone. */
export function useTicketActions(ticket: Ticket): TicketActions {
  const navigate = useNavigate();
  const me = useMe();
  const agents = useAgents();
  const teams = useTeams();
  const { id, number } = ticket;
  const say = (said: string) => ({ said });
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
      say(agentId ? t('toast.assigned', { number, name }) : t('toast.unassigned', { number })),
    );
  };
  return {
    openNext,
    assign,
    assignToMe: () => assign(me.agent.id),
    resolve: ({ next = false } = {}) => {
      if (next) openNext();
      void changeTicket(id, { status: 'resolved' }, say(t('toast.resolved', { number })));
    },
    reopen: () => void changeTicket(id, { status: 'open' }, say(t('toast.reopened', { number }))),
    wait: () => void changeTicket(id, { status: 'pending' }, say(t('toast.waiting', { number }))),
    snooze: (until) =>
      void changeTicket(
        id,
        { status: 'snoozed', snoozedUntil: until.toISOString() },
        say(t('toast.snoozed', { number, date: weekdayDate(until.getTime()) })),
      ),
    giveToTeam: (teamId) =>
      void changeTicket(
        id,
        { teamId },
        say(
          teamId
            ? t('toast.team', { number, name: teams.find((team) => team.id === teamId)?.name ?? '' })
            : t('toast.no-team', { number }),
        ),
      ),
    setPriority: (priority) =>
      void changeTicket(id, { priority }, say(t('toast.priority', { number, priority: t(`priority.${priority}`) }))),
    addTag: (tag) => void changeTicket(id, { addTags: [tag] }),
    removeTag: (tag) => void changeTicket(id, { removeTags: [tag] }, say(t('toast.untagged', { number, tag }))),
  };
}
