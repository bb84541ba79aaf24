import { defineChannel } from '../../define-channel.js';
import { WidgetSettings } from './settings.js';

export type { WidgetSettings } from './settings.js';

/** Chat on a shop's own pages. Visitors fetch stored messages, so a stored message is delivered. */
export const widget = defineChannel<WidgetSettings>({
  type: 'widget',
  texts: new URL('./locales/', import.meta.url),
  glyph: [
    'M2.992 16.342a2 2 0 0 1 .094 1.167l-1.065 3.29a1 1 0 0 0 1.236 1.168l3.413-.998a2 2 0 0 1 1.099.092 10 10 0 1 0-4.777-4.719',
  ],
  ink: { light: '#0D5C67', dark: '#74C4CC' },
  identities: ['visitor'],
  snippet: '<script async src="{origin}/widget.js" data-channel="{channelId}"></script>',
  settings: WidgetSettings,
  capabilities: {
    replyWindowHours: null,
    joins: 'contact',
    maxTextLength: 20_000,
    keepsOriginal: false,
    proves: 'account',
  },
  receive: 'socket',
});
