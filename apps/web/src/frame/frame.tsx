import { Outlet } from '@tanstack/react-router';
import { Unplug } from 'lucide-react';
import { Suspense, lazy, useEffect } from 'react';
import { useFetchedChannelKinds } from '../api/channel-kinds.js';
import { clockTime } from '../i18n/format.js';
import { t } from '../i18n/texts.js';
import { useKeys } from '../keyboard/use-keys.js';
import { classes } from '../lib/join-classes.js';
import { useNow } from '../lib/now.js';
import { connection, retryNow, startLive } from '../realtime/live.js';
import { overlay, useOpenTicketId } from './on-screen.js';
import { ProxyBar } from './proxy-bar.js';
import { BottomTabs, Rail } from './rail.js';
import { undoNewest } from './toasts.js';

const Palette = lazy(() => import('../palette/palette.js').then(({ Palette }) => ({ default: Palette })));
const ShortcutSheet = lazy(() =>
  import('../keyboard/shortcut-sheet.js').then(({ ShortcutSheet }) => ({ default: ShortcutSheet })),
);

/** The frame around every page of a signed-in agent. */
export function Frame() {
  const shown = overlay.use();
  const isReading = useOpenTicketId() !== undefined;
  useEffect(startLive, []);
  useFetchedChannelKinds();
  useKeys({
    'Mod+k': () => overlay.set((now) => (now === 'palette' ? null : 'palette')),
    '?': () => overlay.set('shortcuts'),
    z: undoNewest,
  });
  return (
    <div className={classes('frame', isReading && 'reading')}>
      <a className="skip" href="#sheet">
        {t('frame.skip')}
      </a>
      <Rail />
      <main className="sheet" id="sheet" tabIndex={-1}>
        <OfflineBar />
        <ProxyBar />
        <Outlet />
      </main>
      <BottomTabs />
      <Suspense fallback={<div className="palette-scrim" />}>
        {shown === 'palette' && <Palette onClose={() => overlay.set(null)} />}
        {shown === 'shortcuts' && <ShortcutSheet onClose={() => overlay.set(null)} />}
      </Suspense>
    </div>
  );
}

/** A shorter interruption is not shown: it mostly ends by itself. */
const graceMs = 2500;

/** Shows since when the screen is stale and when the connection is retried. */
function OfflineBar() {
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
