import { Link, useNavigate } from '@tanstack/react-router';
import { call } from '../../api/call.js';
import { explain } from '../../api/explain.js';
import { Signpost } from '../../frame/signpost.js';
import { toast } from '../../frame/toast-store.js';
import { t } from '../../i18n/texts.js';
import { useKeys } from '../../keyboard/use-keys.js';
import { signedIn } from '../../session/me.js';
import { changeTicket } from '../model/change-ticket.js';
import { useCounts } from '../model/counts.js';
import type { InboxSearch } from '../model/inbox-search.js';

/** Where the thread stands when no ticket is open. */
export function Welcome({ search }: { search: InboxSearch }) {
  const counts = useCounts();
  const navigate = useNavigate();
  const unassigned = counts?.unassigned ?? 0;
  const takeNext = async () => {
    try {
      const { items } = await call('listTickets', { query: { assignee: 'none', status: 'open', sort: 'due', limit: 1 } });
      const next = items[0];
      if (!next) return;
      void navigate({ to: '/tickets/$ticketId', params: { ticketId: next.id }, search: { ...search, view: 'mine' } });
      await changeTicket(next.id, { assigneeId: signedIn()!.agent.id }, { said: t('toast.taken', { number: next.number }) });
    } catch (error) {
      toast(explain(error), { tone: 'bad' });
    }
  };
  useKeys({ n: () => (unassigned > 0 ? void takeNext() : false) });
  return (
    <section className="pane thread" aria-label={t('thread.label')}>
      <div className="welcome">
        <Signpost />
        <h2>{t(search.view === 'mine' && counts?.mine === 0 ? 'welcome.nothing' : 'welcome.title')}</h2>
        <p>{counts ? t('welcome.text', { unassigned, soon: counts.soon }) : ' '}</p>
        {unassigned > 0 && (
          <div className="row" style={{ marginBlockStart: 18 }}>
            <button type="button" className="button primary" onClick={() => void takeNext()}>{t('welcome.take-next')}<kbd style={{ background: 'none', borderColor: 'color-mix(in srgb, var(--wp-on-accent) 40%, transparent)', color: 'var(--wp-on-accent)' }}>N</kbd></button>
            <Link className="button outlined" to="/inbox" search={{ view: 'unassigned' }}>{t('welcome.open-unassigned')}</Link>
          </div>
        )}
      </div>
    </section>
  );
}
