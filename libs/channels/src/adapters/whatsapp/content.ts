import type { InboundFile } from '../../define-channel.js';

/** The content of a message of any kind. Readers return undefined when they do not understand it. */
export interface Content {
  text: string;
  files?: InboundFile[];
  flags?: string[];
}
