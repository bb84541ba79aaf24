import type { Message, TicketEvent } from '#libs/contracts';
import type { PendingSend } from '../model/pending-sends.js';
import type { Thread } from '../model/thread-data.js';

export type ThreadItem =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'message'; key: string; message: Message }
  | { kind: 'event'; key: string; event: TicketEvent }
  | { kind: 'pending'; key: string; send: PendingSend };

const shownTypes = new Set([
  'status',
  'assignee',
  'team',
  'priority',
  'tags',
  'subject',
  'answer-mailed',
  'answer-not-mailed',
]);
const isShown = ({ type }: TicketEvent) => shownTypes.has(type) || /breach/.test(type);

/** The entries of a ticket's history that are shown. */
export const shownEvents = ({ events, messages }: Pick<Thread, 'events' | 'messages'>): TicketEvent[] =>
  withoutUndone(events.filter(isShown), messages);

const dayOf = (at: string) => new Date(at).toDateString();

/**
 * The rows of a thread: messages by seq, history between them by time, pending messages last, and a heading for each
 * day.
 */
export function threadItems(thread: Thread, sends: PendingSend[]): ThreadItem[] {
  const { messages } = thread;
  const isCutOff = (messages[0]?.seq ?? 1) > 1;
  const from = isCutOff ? messages[0]!.createdAt : '';
  const waiting = shownEvents(thread).filter((event) => event.at >= from);
  const items: ThreadItem[] = [];
  // Without the earlier messages the first day gets no heading: the scroll position would be anchored to it when they
  // load.
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

/** Times that go backwards would head one day twice. */
function withoutRepeatedKeys(items: ThreadItem[]): ThreadItem[] {
  const seen = new Set<string>();
  return items.filter(({ key }) => !seen.has(key) && seen.add(key));
}

/** How soon after a change its undo hides both. */
const undoMs = 60_000;

/**
 * The history without status changes that an agent undid at once. With a message or another entry between the two they
 * stay; a canceled message does not count.
 */
function withoutUndone(events: TicketEvent[], messages: Message[]): TicketEvent[] {
  const kept: TicketEvent[] = [];
  for (const event of events) {
    const before = kept.at(-1);
    if (before && isUndoOf(event, before) && !isParted(before, event, messages)) kept.pop();
    else kept.push(event);
  }
  return kept;
}

const isUndoOf = (event: TicketEvent, before: TicketEvent): boolean =>
  event.type === 'status' &&
  before.type === 'status' &&
  event.actor.kind === 'agent' &&
  event.actor.id === before.actor.id &&
  event.data['from'] === before.data['to'] &&
  event.data['to'] === before.data['from'] &&
  Date.parse(event.at) - Date.parse(before.at) <= undoMs;

const isParted = (before: TicketEvent, event: TicketEvent, messages: Message[]) =>
  messages.some(({ createdAt, deletedAt }) => !deletedAt && createdAt > before.at && createdAt < event.at);
