import { effect } from '@preact/signals';
import { render } from 'preact';
import { deriveAccent } from './accent.js';
import { createChat } from './chat.js';
import { createFormats } from './format.js';
import { formatLocale, speak, t } from './i18n.js';
import { negotiateLocale } from './negotiate-locale.js';
import './panel.css';
import { connectShopPage } from './shop-page.js';
import * as state from './state.js';
import { App } from './views/app.js';

const asked = new URLSearchParams(location.search);
const locale = negotiateLocale([asked.get('locale'), ...navigator.languages]);
const page = connectShopPage(asked.get('host') ?? '', (message) => {
  if (message.type === 'open') show(message.by);
  else if (message.type === 'hide') state.open.value = false;
  else if (message.type === 'identity') void chat.identify(message.identity);
  else void chat.end();
});
const chat = createChat({ channelId: asked.get('channel') ?? '', locale });

await speak(locale);
document.title = t('chat.title');
render(<App chat={chat} formats={createFormats(formatLocale())} close={close} />, document.getElementById('panel')!);

effect(() => void page.tell({ type: 'unread', count: state.unread.value }));
effect(() => void page.tell({ type: 'known', known: state.tickets.value.length > 0 || state.outbox.value.length > 0 }));
effect(() => dress(state.config.value?.accent ?? null));
page.tell({ type: 'title', title: t('chat.title') });
page.tell({ type: 'ready' });
void chat.configure();
// Opened on its own, as a page or in an app's web view, there is nobody to wait for.
if (!page.isFramed) {
  show('page');
  void chat.identify(null);
}

function show(by: 'keyboard' | 'pointer' | 'page') {
  state.open.value = true;
  if (state.broken.value) void chat.configure();
  void chat.sync.run();
  if (by !== 'page')
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(by === 'keyboard' ? '[data-first], .wf .big' : '.w')?.focus(),
    );
}

function close() {
  if (!page.isFramed) return;
  state.open.value = false;
  page.tell({ type: 'close' });
}

function dress(accent: string | null) {
  const derived = deriveAccent(accent);
  if (!derived) return;
  const root = document.documentElement;
  root.dataset.accent = '';
  root.style.setProperty('--own-field', derived.field);
  root.style.setProperty('--own-text', derived.text);
  root.style.setProperty('--own-text-dark', derived.textDark);
  page.tell({ type: 'accent', accent: derived.field });
}
