import { Unplug } from 'lucide-react';
import { clockTime } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { useNow } from '../lib/use-now.js';
import { connection } from '../realtime/connection.js';
import { retryNow } from '../realtime/live.js';

/** A moment's gap heals by itself and is not worth a word. */
const graceMs = 2500;

/** Says what is stale and when it is tried again; drafts stay usable. */
export function OfflineBar() {
  const { state, asOf, retryAt } = connection.use();
  const now = useNow(500, state === 'down');
  if (state !== 'down' || now - asOf < graceMs) return null;
  return (
    <div className="offline" role="status">
      <Unplug className="icon" aria-hidden />
      <span className="grow">
        <b>{t('offline.title')}</b> {t('offline.as-of', { time: clockTime(asOf) })}{' '}
        {retryAt > now ? t('offline.retry-in', { seconds: Math.ceil((retryAt - now) / 1000) }) : t('offline.retrying')}
      </span>
      <button className="button outlined" type="button" onClick={retryNow}>
        {t('offline.retry-now')}
      </button>
    </div>
  );
}
