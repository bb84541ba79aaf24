import type { PayloadOf } from '#libs/platform';
import type { TicketChanged } from './events.js';
import type { LockedTicket } from './find-visible-ticket.js';
import type { Standing } from './standing.js';

type Moved = Pick<Standing, 'status' | 'snoozedUntil'>;
/** What a change writes, save when it was resolved and closed. */
export type TicketFields = Moved & Pick<LockedTicket, 'assigneeId' | 'teamId' | 'priority' | 'tags' | 'subject'>;
type Changed = PayloadOf<typeof TicketChanged>['changed'];

/** What an event says of a change: values of ids and fixed words; of a text only that it changed. */
export function changedFields(before: TicketFields, after: TicketFields): Changed {
  return {
    ...changedStanding(before, after),
    priority: moved(before.priority, after.priority),
    assigneeId: moved(before.assigneeId, after.assigneeId),
    teamId: moved(before.teamId, after.teamId),
    tags: movedTags(before.tags, after.tags),
    subject: before.subject === after.subject ? undefined : true,
  };
}

/** The fields that a message can change. */
export const changedStanding = (before: Moved, after: Moved): Changed => ({
  status: moved(before.status, after.status),
  snoozedUntil: moved(before.snoozedUntil?.toISOString() ?? null, after.snoozedUntil?.toISOString() ?? null),
});

const moved = <T>(from: T, to: T) => (from === to ? undefined : { from, to });

function movedTags(before: string[], after: string[]) {
  const added = after.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !after.includes(tag));
  return added.length || removed.length ? { added, removed } : undefined;
}
