import { openState } from '#libs/sla';
import type { DemoLocale, Topic } from './demo-texts.js';
import { type DemoChannel, type DemoWorld, day, minute } from './demo-world.js';

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

/** Minutes to the first answer, around noon. */
const medians = { widget: 4, whatsapp: 8, telegram: 7, email: 42 };

/** When a ticket is first answered: in office hours, slower on a bad day, and a little faster each month. */
export function paceOf({ random, now, office }: DemoWorld, { at, channel }: TicketPlan): { answeredAt: number } {
  const practice = 0.7 + (now - at) / (150 * day);
  const isSlow = random.chance(0.02 + (now - at) / (1_500 * day));
  const wait = random.spread(medians[channel.type], 0.6) * (isSlow ? 9 : 1) * practice * minute;
  const { open, until } = openState(office.calendar, new Date(at));
  return { answeredAt: (open ? at : until!.getTime()) + wait };
}
