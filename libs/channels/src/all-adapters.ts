import * as each from './adapters/index.js';
import type { ChannelAdapter } from './define-channel.js';

/** Every kind of channel that there is. */
export const adapters: ChannelAdapter[] = Object.values(each);
