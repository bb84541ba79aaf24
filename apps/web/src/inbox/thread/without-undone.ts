import type { Message, TicketEvent } from '#libs/contracts';

/** How long after a change its undo may come to leave no trace. */
const undoMs = 60_000;

/**
 * The history without what somebody did and at once took back: two changes of the status that cancel out say nothing.
 * With a message or another entry between them they tell how the ticket went, and stay; a message that was taken back
 * itself is none.
 */
export function withoutUndone(events: TicketEvent[], messages: Message[]): TicketEvent[] {
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
