import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n.js';
import * as state from '../state.js';
import { Article } from './help.js';
import { Conversation } from './conversation.js';
import { Home } from './home.js';
import { Mailed } from './mailed.js';
import type { ScreenProps } from './screen-props.js';

/** The panel: one of three screens, a voice for screen readers, and the keys that belong to all. */
export function App({ mailedLink, ...props }: ScreenProps & { mailedLink: string }) {
  const panel = useRef<HTMLElement>(null);
  const view = state.view.value;
  const first = useRef(true);
  useEffect(() => {
    // Moved to another screen, the focus goes along; at the start it stays where the shopper was.
    if (!first.current) panel.current?.querySelector<HTMLElement>('[data-first]')?.focus();
    first.current = false;
  }, [view]);
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.isComposing) props.close?.();
    if (panel.current) trapFocus(panel.current, event);
  };
  return (
    <main ref={panel} class="w" tabIndex={-1} onKeyDown={keyDown} aria-label={t('chat.title')}>
      {view.name === 'home' ? (
        <Home {...props} />
      ) : view.name === 'chat' ? (
        <Conversation {...props} />
      ) : view.name === 'mailed' ? (
        <Mailed {...props} state={view.state} open={() => void props.chat.openMail(mailedLink)} />
      ) : (
        <Article {...props} article={view.article} />
      )}
      <p class="unseen" role="status" aria-live="polite">
        {state.announcement}
      </p>
    </main>
  );
}

const focusable =
  'button:not([disabled]),a[href],input:not([disabled]):not([type=file]),textarea:not([disabled]),[tabindex="0"]';

/** Keeps Tab within the element; its first and last controls lead to each other. */
function trapFocus(within: HTMLElement, event: KeyboardEvent) {
  if (event.key !== 'Tab') return;
  const stops = [...within.querySelectorAll<HTMLElement>(focusable)].filter(
    (element) => element.getClientRects().length,
  );
  const first = stops[0];
  const last = stops.at(-1);
  const active = document.activeElement;
  const leaving = event.shiftKey ? first : last;
  const stays = active !== leaving && within.contains(active) && !(event.shiftKey && active === within);
  if (!leaving || stays) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
