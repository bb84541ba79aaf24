import words from 'virtual:launcher-words';
import type { PageSettings } from './page-settings.js';

/** Styles of what is drawn on the shop's page. The shadow root keeps the shop's rules out and ours in. */
const style = `
:host{all:initial;--a:#0d5c67;--s:#fff}
@media(prefers-color-scheme:dark){:host{--a:#17727f;--s:#1e2221}}
button,div{position:fixed;z-index:2147483000;inset-inline-end:calc(28px + env(safe-area-inset-right))}
button{bottom:calc(24px + env(safe-area-inset-bottom));width:56px;height:56px;padding:0;border:0;border-radius:50%;background:var(--a);color:#fff;cursor:pointer;display:grid;place-items:center;box-shadow:0 12px 32px -6px rgba(60,50,30,.2),0 2px 8px rgba(60,50,30,.08),0 0 0 1px rgba(60,50,30,.07);-webkit-tap-highlight-color:transparent}
button:focus-visible{outline:2px solid var(--a);outline-offset:3px}
svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round;grid-area:1/1}
[aria-expanded=true] .o,[aria-expanded=false] .c{visibility:hidden}
span{position:absolute;top:-2px;inset-inline-end:-2px;min-width:20px;height:20px;border-radius:10px;padding:0 5px;box-sizing:border-box;background:#bf3f29;color:#fff;font:620 12px/20px system-ui,sans-serif;text-align:center}
span:empty{display:none}
div{bottom:calc(96px + env(safe-area-inset-bottom));width:384px;height:min(668px,calc(100vh - 116px));max-width:calc(100vw - 40px);border-radius:16px;overflow:hidden;background:var(--s);box-shadow:0 12px 32px -6px rgba(60,50,30,.2),0 2px 8px rgba(60,50,30,.08),0 0 0 1px rgba(60,50,30,.07);transition:opacity .24s cubic-bezier(.2,.7,.2,1),transform .24s cubic-bezier(.2,.7,.2,1),visibility .24s;visibility:hidden;opacity:0;transform:translateY(8px)}
div.on{visibility:visible;opacity:1;transform:none;transition-property:opacity,transform}
iframe{border:0;width:100%;height:100%;display:block;color-scheme:normal}
:not(.ok)>iframe{visibility:hidden}
div:before{content:"";display:block;height:64px;background:var(--a);animation:w 1s infinite alternate}
.ok:before{display:none}
@keyframes w{to{opacity:.6}}
@media(max-width:480px){div{inset:0;width:100%;max-width:none;height:var(--h,100dvh);border-radius:0;box-shadow:none}.on.ok+button{visibility:hidden}button{inset-inline-end:calc(16px + env(safe-area-inset-right));bottom:calc(16px + env(safe-area-inset-bottom))}}
@media(prefers-reduced-motion:reduce){div:before{animation:none}div{transform:none;transition-property:opacity,visibility}}
@media print{:host{display:none}}
`;

/** The launcher's few words, in the page's language or in English. */
const launcherWords = (locale: string) => words[locale.split(/[-_]/)[0]!.toLowerCase()] ?? words.en!;

/** The button on the shop's page and the box that the panel opens in. */
export interface Launcher {
  button: HTMLButtonElement;
  box: HTMLDivElement;
  /** Puts it on the page, and back whenever the page replaces what it consists of. */
  attach(): void;
  /** The panel is there. Before that the box has a sign of progress, and the button, on a phone too, closes it. */
  arrived(): void;
  show(open: boolean): void;
  unread(count: number): void;
  accent(colour: string): void;
}

/** Makes the launcher; out of the page's flow, so that nothing on the page moves. */
export function drawLauncher(settings: PageSettings): Launcher {
  const host = document.createElement('waypost-widget');
  const root = host.attachShadow({ mode: 'open' });
  addStyle(root);
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
    attach() {
      // Outside the body, which pages of one part replace by another; within it a frame would load anew.
      const keep = () => {
        if (!host.isConnected) document.documentElement.append(host);
        observer.observe(document.documentElement, { childList: true });
      };
      const observer = new MutationObserver(keep);
      observer.observe(document, { childList: true });
      keep();
    },
    arrived: () => box.classList.add('ok'),
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
  return launcher;
}

/** A constructed sheet passes a shop's `style-src`, where a style element would be refused. */
function addStyle(root: ShadowRoot) {
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
