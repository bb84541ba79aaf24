import type { Ticket } from '#libs/contracts';
import type { Seen } from './observe.js';

/**
 * What must follow from one change of a ticket, wherever one looks: the row with nothing else changed, its place in the
 * order of changes, history, one event, a hint to the colleague's screen and none to the outsider's, and the same ticket
 * on the screen once it has fetched what changed.
 */
export function expectOneChange(seen: Seen, change: Partial<Record<keyof Ticket, unknown>>, history: string[]): void {
  const { before, after } = seen;
  expect(after).toEqual({ ...before, clock: after.clock, ...change, changeSeq: before.changeSeq + 1 });
  expect(seen.history).toEqual(history);
  expect(seen.events.map(({ type }) => type)).toEqual(['TicketChanged']);
  expect(seen.hints).toEqual({ colleague: [after.changeSeq], outsider: [] });
  expect(seen.screen).toEqual(after);
}

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
