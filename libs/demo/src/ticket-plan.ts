import type { DemoChannel } from './demo-world.js';
import type { DemoLocale, Topic } from './languages.js';

/** How far a ticket has come by now. */
export type Stage =
  | 'done'
  | 'late'
  | 'due-soon'
  | 'running'
  | 'asked-again'
  | 'waiting'
  | 'snoozed'
  | 'just-resolved'
  | 'send-failed';

export interface TicketPlan {
  at: number;
  locale: DemoLocale;
  topic: Topic;
  channel: DemoChannel;
  stage: Stage;
  /** When the customer writes last; random when it is not set. */
  lastWrittenAt?: number;
  /** The ordered product, by its article number. */
  sku?: string;
  /** Whether they ask something that an article answers at once. */
  asksArticle?: boolean;
  /** Whether the ticket has every optional part: the photo, the note. */
  isRich?: boolean;
}
