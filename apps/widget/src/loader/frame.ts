import type { ToPage, ToPanel } from '../frame-messages.js';
import type { PageSettings } from './page-settings.js';

/** The panel's iframe, and the only talk with it: both ends check window and origin of every message. */
export interface Frame {
  element: HTMLIFrameElement;
  post(message: ToPanel): void;
  remove(): void;
}

const patience = 20_000;

/** Loads the panel into the box. `lost` is called when it does not answer, so that a next click starts anew. */
export function loadFrame(
  settings: PageSettings,
  box: HTMLElement,
  heard: (message: ToPage) => void,
  lost: () => void,
): Frame {
  const element = document.createElement('iframe');
  const address = new URL('/widget/panel', settings.origin);
  address.search = new URLSearchParams({
    channel: settings.channelId,
    locale: settings.locale,
    host: location.origin,
  }).toString();
  element.src = address.href;
  element.title = 'Chat';
  element.allow = 'clipboard-write';

  let ready = false;
  const waiting: ToPanel[] = [];
  const send = (message: ToPanel) => element.contentWindow?.postMessage({ waypost: 1, ...message }, settings.origin);
  const listen = (event: MessageEvent) => {
    if (event.origin !== settings.origin || event.source !== element.contentWindow || event.data?.waypost !== 1) return;
    if (event.data.type === 'ready') {
      ready = true;
      waiting.splice(0).forEach(send);
    }
    heard(event.data as ToPage);
  };
  const frame: Frame = {
    element,
    post: (message) => (ready ? send(message) : void waiting.push(message)),
    remove() {
      removeEventListener('message', listen);
      element.remove();
    },
  };
  addEventListener('message', listen);
  box.append(element);
  setTimeout(() => ready || (frame.remove(), lost()), patience);
  return frame;
}
