import type { ToPage, ToPanel } from '../frame-messages.js';

/** The talk with the shop's page. Only the window that frames us, at the origin it named, is heard or told anything. */
export function connectShopPage(origin: string, hear: (message: ToPanel) => void) {
  const isFramed = window.parent !== window && /^https?:\/\//.test(origin);
  if (isFramed) {
    window.addEventListener('message', (event) => {
      if (event.source !== window.parent || event.origin !== origin || event.data?.waypost !== 1) return;
      if (isCommand(event.data)) hear(event.data);
    });
  }
  return {
    isFramed,
    tell: (message: ToPage) => isFramed && window.parent.postMessage({ waypost: 1, ...message }, origin),
  };
}

function isCommand(data: { type?: unknown; identity?: unknown }): data is ToPanel {
  if (data.type === 'identity') return data.identity === null || typeof data.identity === 'string';
  return data.type === 'open' || data.type === 'hide' || data.type === 'logout';
}
