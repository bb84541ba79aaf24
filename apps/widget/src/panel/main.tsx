import { effect } from '@preact/signals';
import { render } from 'preact';
import { deriveAccent } from './accent.js';
import { createChat } from './chat.js';
import { createFormats } from './format.js';
import { formatLocale, speak, t } from './i18n.js';
import { negotiateLocale } from './negotiate-locale.js';
import './panel.css';
import * as state from './state.js';
import { App } from './views/app.js';
import type { ToPanel } from '../frame-messages.js';
import type { ShopPage } from './resume.js';

const asked = new URLSearchParams(location.search);
const locale = negotiateLocale([asked.get('locale'), ...navigator.languages]);
// In the fragment, so that no server and no other page sees it.
const mailedLink = new URLSearchParams(location.hash.slice(1)).get('answers');
const page = connectShopPage(asked.get('host') ?? '', (message) => {
  if (message.type === 'open') show(message.by, message.view);
  else if (message.type === 'hide') state.open.value = false;
  else if (message.type === 'identity') void chat.identify(message.identity, message.tickets ?? null);
  else void chat.end();
});
const chat = createChat({ channelId: asked.get('channel') ?? '', locale, page });

await speak(locale);
document.title = t('chat.title');
render(
  <App
    chat={chat}
    mailedLink={mailedLink ?? ''}
    formats={createFormats(formatLocale())}
    close={page.origin ? close : undefined}
  />,
  document.getElementById('panel')!,
);

effect(() => void page.post({ type: 'unread', count: state.unread.value }));
// What waits to be sent has the next page load the panel by itself, too.
effect(() => void (state.outbox.value.length && page.post({ type: 'tickets', add: 'outbox', drop: ['outbox'] })));
effect(() => {
  if (state.open.value) page.post({ type: 'view', view: state.view.value.name === 'chat' ? 'chat' : 'home' });
});
effect(() => applyAccent(state.config.value?.accent ?? null));
page.post({ type: 'title', title: t('chat.title') });
page.post({ type: 'ready' });
void chat.configure();
// Opened on its own, as a page or in an app's web view, there is no shop's page to wait for.
if (!page.origin) {
  show('page', null);
  if (mailedLink) chat.mail(mailedLink);
  else void chat.identify(null, null);
}

function show(by: 'keyboard' | 'pointer' | 'page', view: string | null) {
  if (view === 'chat') state.view.value = { name: 'chat' };
  state.open.value = true;
  if (state.broken.value) void chat.configure();
  void chat.sync.run();
  if (by !== 'page')
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(by === 'keyboard' ? '[data-first], .wf .big' : '.w')?.focus(),
    );
}

function close() {
  state.open.value = false;
  page.post({ type: 'close' });
}

function applyAccent(accent: string | null) {
  const derived = deriveAccent(accent);
  if (!derived) return;
  const root = document.documentElement;
  root.dataset.accent = '';
  root.style.setProperty('--own-field', derived.field);
  root.style.setProperty('--own-text', derived.text);
  root.style.setProperty('--own-text-dark', derived.textDark);
  page.post({ type: 'accent', accent: derived.field });
}

/** Connects with the shop's page: only with the window that frames us, at the origin it named. */
function connectShopPage(origin: string, receive: (message: ToPanel) => void): ShopPage {
  const isFramed = window.parent !== window && /^https?:\/\//.test(origin);
  if (isFramed) {
    window.addEventListener('message', (event) => {
      if (event.source !== window.parent || event.origin !== origin || event.data?.waypost !== 1) return;
      if (isCommand(event.data)) receive(event.data);
    });
  }
  return {
    origin: isFramed ? origin : null,
    post: (message) => void (isFramed && window.parent.postMessage({ waypost: 1, ...message }, origin)),
  };
}

function isCommand(data: { type?: unknown; identity?: unknown; tickets?: unknown }): data is ToPanel {
  if (data.type === 'identity') return [data.identity, data.tickets ?? null].every(isTextOrNull);
  return data.type === 'open' || data.type === 'hide' || data.type === 'logout';
}

const isTextOrNull = (value: unknown) => value === null || typeof value === 'string';
