import type { TicketFacts } from '#libs/reports';
import { type Calendar, businessSecondsBetween } from './business-time.js';
import type { Clock } from './clock.js';

/** Writes when an agent first answered, or that none has. */
export function noteAnswer(facts: TicketFacts, calendar: Calendar | null, at: Date | null): TicketFacts {
  if (facts.byAgent) return facts;
  const { seconds, businessSeconds } = taken(facts.createdAt, calendar, at);
  return { ...facts, answeredAt: at, responseSeconds: seconds, responseBusinessSeconds: businessSeconds };
}

/** Writes when the ticket was resolved, or that it is not. */
export function noteResolution(facts: TicketFacts, calendar: Calendar | null, at: Date | null): TicketFacts {
  const { seconds, businessSeconds } = taken(facts.createdAt, calendar, at);
  return { ...facts, resolvedAt: at, resolutionSeconds: seconds, resolutionBusinessSeconds: businessSeconds };
}

/** Copies from the clocks which targets were missed. */
export const noteLateness = (facts: TicketFacts, clocks: Clock[]): TicketFacts => ({
  ...facts,
  responseLate: lateness(clocks, 'first_response'),
  resolutionLate: lateness(clocks, 'resolution'),
});

function lateness(clocks: Clock[], kind: Clock['kind']): boolean | null {
  const clock = clocks.find((each) => each.kind === kind);
  if (clock?.breachedAt) return true;
  return clock?.state === 'met' ? false : null;
}

function taken(from: Date, calendar: Calendar | null, to: Date | null) {
  if (!to) return { seconds: null, businessSeconds: null };
  return {
    seconds: businessSecondsBetween(null, from, to),
    businessSeconds: businessSecondsBetween(calendar, from, to),
  };
}
