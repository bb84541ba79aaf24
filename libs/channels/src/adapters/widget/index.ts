import { defineChannel } from '../../define-channel.js';
import { WidgetSettings } from './settings.js';

export type { WidgetSettings } from './settings.js';

/** Chat on a shop's own pages. Its shoppers fetch what is stored, so storing a message is delivering it. */
export const widget = defineChannel<WidgetSettings>({
  type: 'widget',
  label: 'Chat widget',
  settings: WidgetSettings,
  capabilities: {
    attachments: true,
    html: false,
    replyWindowHours: null,
    receipts: true,
    typing: true,
    joins: 'contact',
    maxTextLength: 20_000,
  },
  receive: 'socket',
});
