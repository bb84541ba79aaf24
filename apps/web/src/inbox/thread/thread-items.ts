import type { Message, TicketEvent } from '#libs/contracts';
import type { PendingSend } from '../model/pending-sends.js';
import type { Thread } from '../model/thread-data.js';
import { withoutUndone } from './without-undone.js';

export type ThreadItem =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: Message }
  | { kind: 'event'; key: string; event: TicketEvent }
  | { kind: 'pending'; key: string; send: PendingSend };

const saidTypes = new Set([
  'status',
  'assignee',
  'team',
  'priority',
  'tags',
  'subject',
  'answer-mailed',
  'answer-not-mailed',
]);
const isSaid = ({ type }: TicketEvent) => saidTypes.has(type) || /breach/.test(type);

/** What of a ticket's history is said in words. */
export const shownEvents = ({ events, messages }: Pick<Thread, 'events' | 'messages'>): TicketEvent[] =>
  withoutUndone(events.filter(isSaid), messages);

const dayOf = (at: string) => new Date(at).toDateString();

/** Messages by their place, history where it fell between them, what is on its way last, and a line for each day. */
export function threadItems(thread: Thread, sends: PendingSend[]): ThreadItem[] {
  const { messages } = thread;
  const isCutOff = (messages[0]?.seq ?? 1) > 1;
  const from = isCutOff ? messages[0]!.createdAt : '';
  const waiting = shownEvents(thread).filter((event) => event.at >= from);
  const items: ThreadItem[] = [];
  // Where the thread is cut off its first day has no beginning: a line above it would be what the view holds on to when
  // earlier messages come.
  let day = isCutOff ? dayOf(from) : '';
  const push = (item: ThreadItem, at: string) => {
    if (dayOf(at) !== day) items.push({ kind: 'day', key: `day-${(day = dayOf(at))}`, at });
    items.push(item);
  };
  const pushEventsBefore = (at: string | null) => {
    while (waiting[0] && (at === null || waiting[0].at < at)) {
      const event = waiting.shift()!;
      push({ kind: 'event', key: event.id, event }, event.at);
    }
  };
  for (const message of messages) {
    pushEventsBefore(message.createdAt);
    push({ kind: 'message', key: message.id, message }, message.createdAt);
  }
  pushEventsBefore(null);
  for (const send of sends) push({ kind: 'pending', key: send.key, send }, send.createdAt);
  return withoutRepeatedKeys(items);
}

/** A clock that went back may name one day twice. */
function withoutRepeatedKeys(items: ThreadItem[]): ThreadItem[] {
  const seen = new Set<string>();
  return items.filter(({ key }) => !seen.has(key) && seen.add(key));
}
