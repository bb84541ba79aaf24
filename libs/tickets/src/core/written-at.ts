import type { InboundMessage, ReadyChannel } from '#libs/channels';

/**
 * When the customer wrote, for a channel that counts its reply window from there: a webhook may come hours late. Providers
 * try for at most a week, so an older time is a clock that is wrong, and a window that is needlessly closed loses answers.
 */
export const sentWithin = (channel: ReadyChannel, { sentAt }: Pick<InboundMessage, 'sentAt'>): Date | null =>
  channel.adapter.capabilities.replyWindowHours === null ? null : (sentAt ?? null);

/** In SQL: the time of a parameter when it can be believed, else the time of receipt. */
export const writtenAt = (parameter: string): string =>
  `case when ${parameter}::timestamptz between now() - interval '7 days' and now() then ${parameter}::timestamptz else now() end`;
