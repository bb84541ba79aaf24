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
  /** When the customer is heard of last, where that is not left to chance. */
  heardAt?: number;
  /** What they ordered, by its number. */
  sku?: string;
  /** Whether they ask what an article answers at once. */
  asksArticle?: boolean;
  /** Whether all is there that such a ticket may have: the photo, the note. */
  isRich?: boolean;
}
