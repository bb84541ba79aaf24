import type { ToPage, ToPanel } from '../frame-messages.js';
import type { PageSettings } from './page-settings.js';

/** The panel's iframe and its messages: both ends check window and origin of each. */
export interface Frame {
  element: HTMLIFrameElement;
  /** Whether the panel listens. What it must know before, it is told when it says so. */
  ready: boolean;
  post(message: ToPanel): void;
}

const patience = 20_000;

/** Loads the panel into the box. `lost` is called when it does not answer, so that a next click starts anew. */
export function loadFrame(
  settings: PageSettings,
  box: HTMLElement,
  receive: (message: ToPage) => void,
  lost: () => void,
): Frame {
  const element = document.createElement('iframe');
  element.src = `${settings.origin}/widget/panel?${new URLSearchParams({
    channel: settings.channelId,
    locale: settings.locale,
    host: location.origin,
  })}`;
  element.title = 'Chat';
  element.allow = 'clipboard-write';

  const listen = (event: MessageEvent) => {
    if (event.origin !== settings.origin || event.source !== element.contentWindow || event.data?.waypost !== 1) return;
    if (event.data.type === 'ready') frame.ready = true;
    receive(event.data as ToPage);
  };
  const frame: Frame = {
    element,
    ready: false,
    post: (message) => frame.ready && element.contentWindow?.postMessage({ waypost: 1, ...message }, settings.origin),
  };
  addEventListener('message', listen);
  box.append(element);
  setTimeout(() => {
    if (frame.ready) return;
    removeEventListener('message', listen);
    element.remove();
    lost();
  }, patience);
  return frame;
}
