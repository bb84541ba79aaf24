import type { ReadyChannel } from '#libs/channels';
import type { VisitorArticle } from '#libs/contracts';

/** Whether the team is there, and until when that holds; null when there are no business hours. */
export interface VisitorAvailability {
  of(channel: ReadyChannel): Promise<{ open: boolean; until: Date | null } | null>;
}
/** How long an agent takes to answer on a channel. */
export interface VisitorReplyTime {
  /** Seconds; null when there are too few answers to measure. */
  of(channel: ReadyChannel): Promise<number | null>;
}
/** Help pages for visitors: those that match the words, or without words the most requested ones. */
export interface VisitorHelp {
  search(channel: ReadyChannel, wish: { q: string; locale: string; limit: number }): Promise<VisitorArticle[]>;
}

/** Nest tokens under which other libs provide these to the widget. */
export const VISITOR_AVAILABILITY = Symbol('availability for visitors');
export const VISITOR_REPLY_TIME = Symbol('reply time for visitors');
export const VISITOR_HELP = Symbol('help for visitors');
