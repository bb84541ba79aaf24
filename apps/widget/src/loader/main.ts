import { readPageSettings } from './page-settings.js';
import { startWidget, type WidgetControls } from './widget.js';

declare global {
  interface Window {
    waypost?: WidgetControls;
  }
}

const script = document.currentScript;
const settings = script instanceof HTMLScriptElement ? readPageSettings(script, document) : null;

if (!settings) console.warn('waypost: the script tag needs data-channel with the id of a channel');
else if (!window.waypost) window.waypost = startWidget(settings);
