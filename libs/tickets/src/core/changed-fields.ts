import type { PayloadOf } from '#libs/platform';
import type { TicketChanged } from './events.js';
import type { LockedTicket } from './find-visible-ticket.js';

type Fields = Pick<LockedTicket, 'status' | 'snoozedUntil' | 'assigneeId' | 'teamId' | 'priority' | 'tags' | 'subject'>;

/** What an event says of a change: values where they are ids or fixed words, and of a text only that it is another. */
export function changedFields(before: Fields, after: Fields): PayloadOf<typeof TicketChanged>['changed'] {
  return {
    status: moved(before.status, after.status),
    priority: moved(before.priority, after.priority),
    assigneeId: moved(before.assigneeId, after.assigneeId),
    teamId: moved(before.teamId, after.teamId),
    snoozedUntil: moved(before.snoozedUntil?.toISOString() ?? null, after.snoozedUntil?.toISOString() ?? null),
    tags: movedTags(before.tags, after.tags),
    subject: before.subject === after.subject ? undefined : true,
  };
}

const moved = <T>(from: T, to: T) => (from === to ? undefined : { from, to });

function movedTags(before: string[], after: string[]) {
  const added = after.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !after.includes(tag));
  return added.length || removed.length ? { added, removed } : undefined;
}
