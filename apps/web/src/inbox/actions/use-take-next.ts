import { useNavigate } from '@tanstack/react-router';
import { explain } from '../../api/api-error.js';
import { toast } from '../../frame/toasts.js';
import { t } from '../../i18n/texts.js';
import { signedIn } from '../../session/me.js';
import { changeTicket } from '../model/change-ticket.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { firstTickets } from '../model/list-query.js';
import { useCounts } from '../model/views.js';

/** Assigns the unassigned ticket with the next deadline to the agent and opens it; undefined while there is none. */
export function useTakeNext(): (() => Promise<void>) | undefined {
  const navigate = useNavigate();
  const counts = useCounts();
  if (!counts?.unassigned) return undefined;
  return async () => {
    try {
      const [next] = await firstTickets({ assignee: 'none', status: 'open', sort: 'due', limit: 1 });
      if (!next) return;
      void navigate({
        to: '/tickets/$ticketId',
        params: { ticketId: next.id },
        search: (search: InboxSearch) => ({ ...search, view: 'mine' as const }),
      });
      await changeTicket(
        next.id,
        { assigneeId: signedIn()!.agent.id },
        { toastText: t('toast.taken', { number: next.number }) },
      );
    } catch (error) {
      toast(explain(error), { tone: 'bad' });
    }
  };
}
