import { useNavigate } from '@tanstack/react-router';
import { call } from '../../api/call.js';
import { explain } from '../../api/explain.js';
import { toast } from '../../frame/toast-store.js';
import { t } from '../../i18n/texts.js';
import { signedIn } from '../../session/me.js';
import { changeTicket } from '../model/change-ticket.js';
import { useCounts } from '../model/counts.js';
import type { InboxSearch } from '../model/inbox-search.js';

/** Takes the unassigned ticket whose deadline is next, and opens it; undefined while there is none. */
export function useTakeNext(): (() => Promise<void>) | undefined {
  const navigate = useNavigate();
  const counts = useCounts();
  if (!counts?.unassigned) return undefined;
  return async () => {
    try {
      const { items } = await call('listTickets', {
        query: { assignee: 'none', status: 'open', sort: 'due', limit: 1 },
      });
      const next = items[0];
      if (!next) return;
      void navigate({
        to: '/tickets/$ticketId',
        params: { ticketId: next.id },
        search: (search: InboxSearch) => ({ ...search, view: 'mine' as const }),
      });
      await changeTicket(
        next.id,
        { assigneeId: signedIn()!.agent.id },
        { said: t('toast.taken', { number: next.number }) },
      );
    } catch (error) {
      toast(explain(error), { tone: 'bad' });
    }
  };
}
