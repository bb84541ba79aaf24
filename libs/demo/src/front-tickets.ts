import type { DemoLocale, Topic } from './demo-texts.js';
import { type DemoChannel, type DemoWorld, hour, minute } from './demo-world.js';
import type { Stage, TicketPlan } from './ticket-plan.js';

/** A ticket of the front: who, where, about what, and how many minutes ago it began and the customer wrote last. */
type Front = [
  locale: DemoLocale,
  type: DemoChannel['type'],
  topic: Topic,
  stage: Stage,
  began: number,
  lastWritten: number,
  more?: Pick<TicketPlan, 'sku' | 'asksArticle' | 'isRich'>,
];

/**
 * The top of the inbox at its first opening: every language, every channel, every state of a deadline, and attachments.
 * Chats are due 45 minutes after the first message, so the ages here decide the colours of the clocks.
 */
const front: Front[] = [
  ['zh', 'whatsapp', 'customs', 'asked-again', 21 * 60, 3, { isRich: true, sku: 'TEA-01' }],
  ['ja', 'widget', 'advice', 'running', 6, 6, { sku: 'TEA-01' }],
  ['de', 'whatsapp', 'wrong', 'late', 58, 9, { isRich: true, sku: 'THR-03' }],
  ['ar', 'telegram', 'where', 'running', 13, 13],
  ['en', 'widget', 'damaged', 'running', 17, 17, { isRich: true, sku: 'TEA-01' }],
  ['fr', 'email', 'return', 'asked-again', 26 * 60, 21],
  ['es', 'whatsapp', 'payment', 'due-soon', 29, 29, { isRich: true }],
  ['fr', 'telegram', 'fees', 'due-soon', 32, 32],
  ['pt', 'whatsapp', 'wrong', 'late', 74, 34],
  ['en', 'email', 'invoice', 'running', 36, 36],
  ['zh', 'widget', 'customs', 'due-soon', 40, 38, { asksArticle: true }],
  ['ar', 'whatsapp', 'damaged', 'asked-again', 19 * 60, 41, { isRich: true, sku: 'CUP-02' }],
  ['ja', 'email', 'where', 'running', 44, 44],
  ['es', 'email', 'fees', 'running', 55, 48, { asksArticle: true }],
  ['fr', 'whatsapp', 'address', 'late', 96, 53],
  ['de', 'email', 'customs', 'asked-again', 30 * 60, 58, { isRich: true }],
  ['pt', 'widget', 'advice', 'asked-again', 11 * 60, 63],
];

/** The newest tickets, in the order of the list. */
export function* frontTickets({ now, channels }: DemoWorld): Generator<TicketPlan> {
  for (const [locale, type, topic, stage, began, lastWritten, more] of front) {
    const channel = channels.find((each) => each.type === type)!;
    yield {
      at: now - began * minute,
      lastWrittenAt: now - lastWritten * minute,
      locale,
      topic,
      stage,
      channel,
      ...more,
    };
  }
}

/** The newest other ticket is older, so that the front stays at the top. */
export const behindTheFront = 1.5 * hour;
