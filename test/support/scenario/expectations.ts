import type { Ticket } from '#libs/contracts';
import type { Seen } from './observe.js';

/**
 * What must follow from one change of a ticket, wherever one looks: the row with nothing else changed, its place in the
 * order of changes, history, one event, a hint to the colleague's screen and none to the outsider's, and the same
 * ticket on the screen once it has fetched what changed.
 */
export function expectOneChange(seen: Seen, change: Partial<Record<keyof Ticket, unknown>>, history: string[]): void {
  const { before, after } = seen;
  expect(after).toEqual({ ...before, clock: after.clock, ...change, changeSeq: before.changeSeq + 1 });
  expect(seen.history).toEqual(history);
  expect(seen.events).toMatchObject([{ type: 'TicketChanged', payload: { actor: { kind: actorOf(history) } } }]);
  expect(seen.events[0]!.payload.changed).toEqual(changedBetween(before, after));
  expect(seen.hints).toEqual({ colleague: [after.changeSeq], outsider: [] });
  expect(seen.hinted).toEqual(history.map((line) => line.split(' ')[1]));
  expect(seen.screen).toEqual(after);
}

const published = ['status', 'priority', 'assigneeId', 'teamId', 'snoozedUntil'] as const;

/** What subscribers receive: from what to what, but of a text only that it is another. */
export function changedBetween(before: Ticket, after: Ticket): object {
  const fields = published.filter((field) => before[field] !== after[field]);
  const added = after.tags.filter((tag) => !before.tags.includes(tag));
  const removed = before.tags.filter((tag) => !after.tags.includes(tag));
  return {
    ...Object.fromEntries(fields.map((field) => [field, { from: before[field], to: after[field] }])),
    ...(added.length + removed.length > 0 && { tags: { added, removed } }),
    ...(before.subject !== after.subject && { subject: true }),
  };
}

const actorOf = ([first = '']: string[]) => /^(system|contact):/.exec(first)?.[1] ?? 'agent';

/** Nothing was changed, written down, published or sent to a screen. */
export function expectNoChange({ before, after, history, events, hints }: Seen): void {
  expect(after).toEqual(before);
  expect({ history, events, hints }).toEqual({ history: [], events: [], hints: { colleague: [], outsider: [] } });
}

/** Refused as not possible, with the field that is to blame. */
export const invalid = (path: string): object => ({
  status: 400,
  body: {
    type: 'urn:waypost:problem:invalid-request',
    errors: expect.arrayContaining([expect.objectContaining({ path })]) as unknown,
  },
});

/** Refused because the ticket is not as the caller thinks. */
export const conflict = { status: 409, body: { type: 'urn:waypost:problem:conflict' } };
export const notFound = { status: 404, body: { type: 'urn:waypost:problem:not-found' } };
