import type { InboundFile } from '../../define-channel.js';

/** What a message says, whatever its kind; undefined in its place: a shape that is not understood. */
export interface Content {
  text: string;
  files?: InboundFile[];
  flags?: string[];
}
