import { render } from 'preact';
import '../../web/src/styles/tokens.css';
import '../../web/src/styles/font.css';
import './styles/base.css';
import './styles/mailbox.css';
import './styles/phone.css';
import './styles/shop.css';
import { start } from './state.js';
import { App } from './views/app.js';
import { t } from './words.js';

/** The theme of the system, as in the chat. */
const dark = matchMedia('(prefers-color-scheme: dark)');
const applyTheme = () => (document.documentElement.dataset.theme = dark.matches ? 'dark' : 'light');
applyTheme();
dark.addEventListener('change', applyTheme);

document.title = `${t('title')} · Waypost`;
start();
render(<App />, document.getElementById('playground')!);
