import type { ReadyChannel } from '#libs/channels';
import type { VisitorArticle } from '#libs/contracts';

/** Whether somebody is there to answer, and until when that holds; null where no hours are kept. */
export interface VisitorAvailability {
  of(channel: ReadyChannel): Promise<{ open: boolean; until: Date | null } | null>;
}
/** How long a person takes to answer on a channel. */
export interface VisitorReplyTime {
  /** Seconds; null where too little is known to say. */
  of(channel: ReadyChannel): Promise<number | null>;
}
/** Help pages for visitors: those that fit the words, or without words those asked for most. */
export interface VisitorHelp {
  search(channel: ReadyChannel, wish: { q: string; locale: string; limit: number }): Promise<VisitorArticle[]>;
}

/** Nest tokens under which other parts of the product provide these to the widget. */
export const VISITOR_AVAILABILITY = Symbol('availability for visitors');
export const VISITOR_REPLY_TIME = Symbol('reply time for visitors');
export const VISITOR_HELP = Symbol('help for visitors');
