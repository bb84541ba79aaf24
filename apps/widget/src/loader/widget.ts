import type { ToPage } from '../frame-messages.js';
import { type Frame, loadFrame } from './frame.js';
import { drawLauncher } from './launcher.js';
import { askToShow } from './may-show.js';
import { colour, type PageSettings } from './page-settings.js';

type OpenedBy = 'keyboard' | 'pointer' | 'page';

/** What a shop's own script may call: `waypost.open()` and its kin. */
export interface WidgetControls {
  /** Id of the channel that the page shows. */
  readonly channel: string;
  open(): void;
  close(): void;
  /** A new proof of identity, after a log-in on the page. */
  identify(identity: string): void;
  /** Ends the visitor's session and forgets it on this device. */
  logout(): void;
}

/** Draws the launcher and connects it with the panel. */
export function startWidget(settings: PageSettings): WidgetControls {
  const ticketsKey = `waypost:${settings.channelId}`;
  const openKey = `${ticketsKey}:open`;
  const accentKey = `${ticketsKey}:accent`;
  let identity = settings.identity;
  let frame: Frame | null = null;
  let isOpen = false;
  let isLeaving = false;
  let openedBy: OpenedBy = 'page';
  /** What the panel shows, at first what it showed on the page before when it was open there. */
  let lastView = recall('sessionStorage', openKey);

  const launcher = drawLauncher({ ...settings, accent: settings.accent ?? colour(recall('localStorage', accentKey)) });
  const phone = matchMedia('(max-width:480px)');

  const load = () =>
    (frame ??= loadFrame(settings, launcher.box, receive, () => {
      frame = null;
      close();
    }));
  const introduce = () => frame?.post({ type: 'identity', identity, tickets: recall('localStorage', ticketsKey) });
  /**
   * Opened by keyboard, the panel's first control takes the focus; by finger or mouse, the panel; reopened on a next
   * page, nothing.
   */
  const showPanel = () => {
    const { element, post } = frame!;
    if (openedBy !== 'page') element.focus();
    post({ type: 'open', by: openedBy, view: lastView });
  };
  const open = (by: OpenedBy) => {
    isOpen = true;
    openedBy = by;
    const { ready } = load();
    launcher.show(true);
    launcher.unread(0);
    fit();
    if (ready) showPanel();
  };
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    launcher.show(false);
    fit();
    launcher.button.focus({ preventScroll: true });
    frame?.post({ type: 'hide' });
    remember('sessionStorage', openKey, null);
  };
  /** On a phone the panel fills what the keyboard leaves, and the page behind does not scroll. */
  const fit = () => {
    const full = isOpen && phone.matches;
    document.documentElement.style.overflow = full ? 'hidden' : '';
    launcher.box.style.setProperty('--h', full && visualViewport ? `${visualViewport.height}px` : '100dvh');
  };
  const handlers: { [T in ToPage['type']]: (message: Extract<ToPage, { type: T }>) => void } = {
    // Also when the page has put the panel elsewhere, where it starts anew.
    ready() {
      launcher.arrived();
      introduce();
      if (isLeaving) leave();
      if (isOpen) showPanel();
    },
    close,
    unread: ({ count }) => launcher.unread(isOpen ? 0 : Number(count) || 0),
    /** Pages of the shop that are open side by side add to what is kept, so that none undoes what another did. */
    tickets({ add, drop }) {
      const kept = drop
        ? (recall('localStorage', ticketsKey) ?? '').split(' ').filter((each) => !drop.includes(each))
        : [];
      remember('localStorage', ticketsKey, [add, ...kept].filter(Boolean).slice(0, 4).join(' ') || null);
    },
    view: ({ view }) => isOpen && remember('sessionStorage', openKey, (lastView = view)),
    again: () => setTimeout(introduce, 1_000),
    accent: ({ accent }) => {
      if (settings.accent || !colour(accent)) return;
      launcher.accent(accent!);
      remember('localStorage', accentKey, accent);
    },
    title: ({ title }) => {
      if (frame) frame.element.title = String(title).slice(0, 100);
    },
  };
  const receive = (message: ToPage) => {
    if (Object.hasOwn(handlers, message.type)) (handlers[message.type] as (message: ToPage) => void)(message);
  };

  const leave = () => {
    isLeaving = !frame?.ready;
    if (isLeaving) return void load();
    frame?.post({ type: 'logout' });
    identity = null;
    // The panel says so too, but the page may be left before.
    handlers.view({ type: 'view', view: 'home' });
    remember('localStorage', ticketsKey, null);
  };

  launcher.button.onclick = ({ detail }) => (isOpen ? close() : open(detail ? 'pointer' : 'keyboard'));
  launcher.button.onpointerenter = () => void load();
  // Braces, for a handler that returns false cancels the key.
  launcher.button.onkeydown = ({ key }) => {
    if (key === 'Escape') close();
  };
  visualViewport?.addEventListener('resize', fit);
  phone.addEventListener('change', fit);

  askToShow(settings, () => {
    launcher.attach();
    if (lastView && !phone.matches) open('page');
    else if (recall('localStorage', ticketsKey)) whenIdle(load);
  });

  return {
    channel: settings.channelId,
    open: () => open('keyboard'),
    close,
    identify(proof) {
      identity = proof;
      introduce();
    },
    logout: leave,
  };
}

/** After the page has loaded and has nothing better to do. */
function whenIdle(work: () => void) {
  const wait = () => (window.requestIdleCallback ?? setTimeout)(work);
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait);
}

/** Keeps a value on the shop's own origin, where storage may be closed to us: only convenience is lost then. */
function remember(storage: 'localStorage' | 'sessionStorage', key: string, value: string | null) {
  try {
    if (value === null) window[storage].removeItem(key);
    else window[storage].setItem(key, value);
  } catch {
    // Storage is blocked or full.
  }
}

/** A kept value, or null. */
function recall(storage: 'localStorage' | 'sessionStorage', key: string): string | null {
  try {
    return window[storage].getItem(key);
  } catch {
    return null;
  }
}
