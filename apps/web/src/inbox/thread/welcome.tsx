import { Link } from '@tanstack/react-router';
import type { Answer } from '../../api/call.js';
import { useHasChannels } from '../../api/people.js';
import { Signpost } from '../../frame/signpost.js';
import { t } from '../../i18n/texts.js';
import { useMay } from '../../session/me.js';
import { useTakeNext } from '../actions/use-take-next.js';
import type { InboxSearch } from '../model/inbox-search.js';
import { useCounts } from '../model/views.js';

/** Replaces the thread while no ticket is open. */
export function Welcome({ search }: { search: InboxSearch }) {
  const counts = useCounts();
  const takeNext = useTakeNext();
  if (counts && hasNone(counts)) return <NoTickets />;
  return (
    <section className="pane thread" aria-label={t('thread.label')}>
      <div className="welcome">
        <Signpost />
        <h2>{t(search.view === 'mine' && counts?.mine === 0 ? 'welcome.nothing' : 'welcome.title')}</h2>
        <p>{counts ? t('welcome.text', { unassigned: counts.unassigned, soon: counts.soon }) : ' '}</p>
        {takeNext && (
          <div className="row" style={{ marginBlockStart: 18 }}>
            <button type="button" className="button primary" onClick={() => void takeNext()} aria-keyshortcuts="t">
              {t('welcome.take-next')}
              <kbd
                style={{
                  background: 'none',
                  borderColor: 'color-mix(in srgb, var(--wp-on-accent) 40%, transparent)',
                  color: 'var(--wp-on-accent)',
                }}
              >
                T
              </kbd>
            </button>
            <Link className="button outlined" to="/inbox" search={{ view: 'unassigned' }}>
              {t('welcome.open-unassigned')}
            </Link>
          </div>
        )}
      </div>
    </section>
  );
}

const hasNone = ({ inbox, pending, snoozed }: Answer<'countTickets'>) => inbox + pending + snoozed === 0;

/** For a workspace without tickets: says why, and what an admin can do about it. */
function NoTickets() {
  const hasChannels = useHasChannels();
  const mayAddChannel = useMay('admin');
  return (
    <section className="pane thread" aria-label={t('thread.label')}>
      <div className="welcome">
        <Signpost />
        <h2>{t('list.empty')}</h2>
        <p>{t(hasChannels ? 'list.empty-hint' : 'list.no-channels')}</p>
        {!hasChannels && mayAddChannel && (
          <div className="row" style={{ marginBlockStart: 18 }}>
            <Link
              className="button primary"
              to="/settings/$section/$itemId"
              params={{ section: 'channels', itemId: 'new' }}
            >
              {t('list.add-channel')}
            </Link>
          </div>
        )}
      </div>
    </section>
  );
}
