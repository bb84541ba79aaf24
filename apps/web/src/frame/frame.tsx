import { Outlet } from '@tanstack/react-router';
import { Suspense, lazy, useEffect } from 'react';
import { useFetchedChannelKinds } from '../api/channel-kinds.js';
import { t } from '../i18n/texts.js';
import { useKeys } from '../keyboard/use-keys.js';
import { classes } from '../lib/join-classes.js';
import { startLive } from '../realtime/live.js';
import { BottomTabs } from './bottom-tabs.js';
import { OfflineBar } from './offline-bar.js';
import { overlay } from './overlay.js';
import { Rail } from './rail.js';
import { undoNewest } from './toast-store.js';
import { useOpenTicketId } from './use-open-ticket-id.js';

const Palette = lazy(() => import('../palette/palette.js').then(({ Palette }) => ({ default: Palette })));
const ShortcutSheet = lazy(() =>
  import('../keyboard/shortcut-sheet.js').then(({ ShortcutSheet }) => ({ default: ShortcutSheet })),
);

/** What stands around every page of somebody signed in. */
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
        <Outlet />
      </main>
      <BottomTabs />
      <Suspense fallback={null}>
        {shown === 'palette' && <Palette onClose={() => overlay.set(null)} />}
        {shown === 'shortcuts' && <ShortcutSheet onClose={() => overlay.set(null)} />}
      </Suspense>
    </div>
  );
}
