import { useEffect, useRef } from 'preact/hooks';
import { announcement } from '../announce.js';
import { trapFocus } from '../focus-trap.js';
import { t } from '../i18n.js';
import * as state from '../state.js';
import { Article } from './article.js';
import { Conversation } from './conversation.js';
import { Home } from './home.js';
import type { ScreenProps } from './screen-props.js';

/** The panel: one of three screens, a voice for screen readers, and the keys that belong to all. */
export function App(props: ScreenProps) {
  const panel = useRef<HTMLElement>(null);
  const view = state.view.value;
  const first = useRef(true);
  useEffect(() => {
    // Moved to another screen, the focus goes along; at the start it stays where the shopper was.
    if (!first.current) panel.current?.querySelector<HTMLElement>('[data-first]')?.focus();
    first.current = false;
  }, [view]);
  const keyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.isComposing) props.close();
    if (panel.current) trapFocus(panel.current, event);
  };
  return (
    <main ref={panel} class="w" tabIndex={-1} onKeyDown={keyDown} aria-label={t('chat.title')}>
      {view.name === 'home' ? (
        <Home {...props} />
      ) : view.name === 'chat' ? (
        <Conversation {...props} />
      ) : (
        <Article {...props} article={view.article} />
      )}
      <p class="unseen" role="status" aria-live="polite">
        {announcement}
      </p>
    </main>
  );
}
