import type { ToPage } from '../frame-messages.js';
import { type Frame, loadFrame } from './frame.js';
import { drawLauncher } from './launcher.js';
import { recall, remember } from './memory.js';
import { colour, type PageSettings } from './page-settings.js';

/** What a shop's own script may call: `waypost.open()` and its kin. */
export interface WidgetControls {
  open(): void;
  close(): void;
  /** A new proof of identity, after a log-in on the page. */
  identify(identity: string): void;
  /** Ends the visitor's session and forgets it on this device. */
  logout(): void;
}

/** Launcher, panel and their talk. */
export function startWidget(settings: PageSettings): WidgetControls {
  const knownKey = `waypost:${settings.channelId}`;
  const openKey = `${knownKey}:open`;
  const accentKey = `${knownKey}:accent`;
  let identity = settings.identity;
  let frame: Frame | null = null;
  let isOpen = false;

  const launcher = drawLauncher({ ...settings, accent: settings.accent ?? colour(recall('localStorage', accentKey)) });
  const phone = matchMedia('(max-width:480px)');

  const load = () => {
    if (frame) return frame;
    frame = loadFrame(settings, launcher.box, heard, () => {
      frame = null;
      close();
    });
    frame.post({ type: 'identity', identity });
    return frame;
  };
  /**
   * Opened by keyboard, the panel's first control takes the focus; by finger or mouse, the panel; reopened on a next
   * page, nothing.
   */
  const open = (by: 'keyboard' | 'pointer' | 'page') => {
    isOpen = true;
    const { element, post } = load();
    launcher.show(true);
    launcher.unread(0);
    fit();
    if (by !== 'page') element.focus();
    post({ type: 'open', by });
    remember('sessionStorage', openKey, '1');
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
  /** On a phone the panel fills what the keyboard leaves, and the page behind stands still. */
  const fit = () => {
    const full = isOpen && phone.matches;
    document.documentElement.style.overflow = full ? 'hidden' : '';
    launcher.box.style.setProperty('--h', full && visualViewport ? `${visualViewport.height}px` : '100dvh');
  };
  const hearing: { [T in ToPage['type']]: (message: Extract<ToPage, { type: T }>) => void } = {
    ready: () => undefined,
    close,
    unread: ({ count }) => launcher.unread(isOpen ? 0 : Number(count) || 0),
    known: ({ known }) => remember('localStorage', knownKey, known ? '1' : null),
    accent: ({ accent }) => {
      if (settings.accent || !colour(accent)) return;
      launcher.accent(accent!);
      remember('localStorage', accentKey, accent);
    },
    title: ({ title }) => {
      if (frame) frame.element.title = String(title).slice(0, 100);
    },
  };
  const heard = (message: ToPage) => {
    if (Object.hasOwn(hearing, message.type)) (hearing[message.type] as (message: ToPage) => void)(message);
  };

  launcher.button.onclick = ({ detail }) => (isOpen ? close() : open(detail ? 'pointer' : 'keyboard'));
  launcher.button.onpointerenter = () => void load();
  // Braces, for a handler that returns false cancels the key.
  launcher.button.onkeydown = ({ key }) => {
    if (key === 'Escape') close();
  };
  visualViewport?.addEventListener('resize', fit);
  phone.addEventListener('change', fit);

  if (recall('sessionStorage', openKey) && !phone.matches) open('page');
  else if (recall('localStorage', knownKey)) whenIdle(load);

  return {
    open: () => open('keyboard'),
    close,
    identify(proof) {
      identity = proof;
      frame?.post({ type: 'identity', identity });
    },
    logout() {
      identity = null;
      remember('localStorage', knownKey, null);
      load().post({ type: 'logout' });
    },
  };
}

/** After the page has loaded and has nothing better to do. */
function whenIdle(work: () => void) {
  const wait = () => (window.requestIdleCallback ?? setTimeout)(work);
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait);
}
