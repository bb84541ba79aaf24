import * as each from './adapters/index.js';
import type { ChannelAdapter } from './define-channel.js';

/** All kinds of channel. */
export const adapters: ChannelAdapter[] = Object.values(each);
