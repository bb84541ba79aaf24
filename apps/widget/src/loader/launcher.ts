import type { PageSettings } from './page-settings.js';
import { style } from './style.js';
import { launcherWords } from './words.js';

/** The button on the shop's page and the box that the panel opens in. */
export interface Launcher {
  button: HTMLButtonElement;
  box: HTMLDivElement;
  show(open: boolean): void;
  unread(count: number): void;
  accent(colour: string): void;
}

/** Draws the launcher; out of the page's flow, so that nothing on the page moves. */
export function drawLauncher(settings: PageSettings): Launcher {
  const host = document.createElement('waypost-widget');
  const root = host.attachShadow({ mode: 'open' });
  dress(root);
  const [openWord, closeWord, unreadWord] = launcherWords(settings.locale);
  const box = document.createElement('div');
  const button = document.createElement('button');
  const badge = document.createElement('span');
  button.type = 'button';
  button.append(icon('o', 'M7.9 20A9 9 0 1 0 4 16.1L2 22Z'), icon('c', 'm6 9 6 6 6-6'), badge);
  root.append(box, button);

  let isOpen = false;
  const label = () => {
    button.ariaExpanded = String(isOpen);
    button.ariaLabel = isOpen
      ? closeWord
      : badge.textContent
        ? `${openWord} (${badge.textContent} ${unreadWord})`
        : openWord;
  };
  const launcher: Launcher = {
    button,
    box,
    show(open) {
      isOpen = open;
      box.classList.toggle('on', open);
      label();
    },
    unread(count) {
      badge.textContent = count > 9 ? '9+' : count ? String(count) : '';
      label();
    },
    accent: (colour) => host.style.setProperty('--a', colour),
  };
  label();
  if (settings.accent) launcher.accent(settings.accent);
  (document.body ?? document.documentElement).append(host);
  return launcher;
}

/** A constructed sheet passes a shop's `style-src`, where a style element would be refused. */
function dress(root: ShadowRoot) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
}

function icon(name: string, path: string) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', name);
  svg.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
