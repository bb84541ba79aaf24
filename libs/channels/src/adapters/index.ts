import type { ChannelAdapter } from '../define-channel.js';

/** Every kind of channel, one line each. */
export const adapters: ChannelAdapter[] = [];
