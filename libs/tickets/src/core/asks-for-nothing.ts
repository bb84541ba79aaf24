import type { InboundMessage } from '#libs/channels';
import { quietFlags } from '#libs/contracts';

const quiet: ReadonlySet<string> = new Set(quietFlags);

/** Whether a message asks for no answer: it opens no ticket that waits for one, and reopens none. */
export const asksForNothing = ({ flags }: Pick<InboundMessage, 'flags'>): boolean =>
  flags.some((flag) => quiet.has(flag));

/** The same in SQL, of a message's flags. */
export const isQuiet = (flags: string): string =>
  `${flags} && array[${quietFlags.map((flag) => `'${flag}'`).join(', ')}]::text[]`;
