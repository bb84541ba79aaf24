import type { ChannelAdapter } from '../define-channel.js';
import { widget } from './widget/index.js';
import { email } from './email/index.js';
import { whatsapp } from './whatsapp/index.js';

/** Every kind of channel, one line each. */
export const adapters: ChannelAdapter[] = [
  widget,
  email,
  whatsapp,
];
