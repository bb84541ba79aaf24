import type { ReadyChannel } from '#libs/channels';

/** The origins of the pages that a channel names; none when any page may show the chat. */
export const allowedOrigins = ({ settings }: ReadyChannel): string[] =>
  (settings.allowedOrigins as string[] | undefined) ?? [];

/** Whether a page of this origin may show the chat: one that the channel names, or any when it names none. */
export function mayShow(channel: ReadyChannel, origin: string): boolean {
  const allowed = allowedOrigins(channel);
  return allowed.length === 0 || allowed.includes(origin);
}
