import { complain } from './may-show.js';
import { readPageSettings } from './page-settings.js';
import { startWidget, type WidgetControls } from './widget.js';

declare global {
  interface Window {
    waypost?: WidgetControls;
  }
}

const tags = 'script[data-channel][src*="/widget.js"]';
// A module script is not named by the browser, which runs it once for all tags: it is the first that has a channel.
const script = (document.currentScript ?? document.querySelector(tags)) as HTMLScriptElement | null;
const settings = script && readPageSettings(script, document);
if (settings) {
  if (!window.waypost) window.waypost = startWidget(settings);
  if (document.querySelector(`${tags}:not([data-channel="${window.waypost.channel}" i])`))
    complain('this page already shows another channel');
} else complain('data-channel needs an id');
