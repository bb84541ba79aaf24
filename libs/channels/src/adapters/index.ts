import type { ChannelAdapter } from '../define-channel.js';
import { whatsapp } from './whatsapp/index.js';

/** Every kind of channel, one line each. */
export const adapters: ChannelAdapter[] = [
  whatsapp,
];
