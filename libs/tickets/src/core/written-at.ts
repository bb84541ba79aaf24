import type { InboundMessage, ReadyChannel } from '#libs/channels';

/**
 * When the contact wrote, for a channel whose reply window starts then: a webhook may come hours late. Providers retry
 * for at most a week, so an older time is a wrong clock. Do not trust it: a window that is closed without need loses
 * answers.
 */
export const sentWithin = (channel: ReadyChannel, { sentAt }: Pick<InboundMessage, 'sentAt'>): Date | null =>
  channel.adapter.capabilities.replyWindowHours === null ? null : (sentAt ?? null);

/** In SQL: the time in a parameter when it is plausible, else the time of receipt. */
export const writtenAt = (parameter: string): string =>
  `case when ${parameter}::timestamptz between now() - interval '7 days' and now() then ${parameter}::timestamptz else now() end`;
