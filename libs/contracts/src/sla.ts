import { z } from 'zod';
import { Id, Instant, Line, PageQuery, TimeZone, page } from './common.js';
import { endpoint } from './endpoint.js';
import { ClockChip } from './tickets.js';

/** Time of day on the shop's wall clock, 00:00 to 24:00. */
const TimeOfDay = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time such as 09:30, at most 24:00');

/** Open hours of a weekday (1 is Monday); a day may have several spans. */
export const OpenWindow = z.strictObject({ weekday: z.number().int().min(1).max(7), from: TimeOfDay, to: TimeOfDay });
export type OpenWindow = z.infer<typeof OpenWindow>;

const OpenWindows = z
  .array(OpenWindow)
  .min(1)
  .max(70)
  .refine(
    (windows) => windows.every(({ from, to }) => from < to),
    'a window ends after it begins; one over midnight is two',
  )
  .refine((windows) => !windows.some(overlapsAnother), 'windows of a day do not overlap');
const Holidays = z
  .array(z.iso.date())
  .max(400)
  .transform((days) => [...new Set(days)].sort());

export const BusinessHours = z.object({
  id: Id,
  name: z.string(),
  timeZone: z.string(),
  windows: z.array(OpenWindow),
  /** Closed days, in the calendar of the time zone. */
  holidays: z.array(z.string()),
  version: z.number().int(),
});
export type BusinessHours = z.infer<typeof BusinessHours>;

export const listBusinessHours = endpoint({
  method: 'GET',
  path: '/api/v1/business-hours',
  access: 'agent',
  summary: 'The calendars of business hours',
  query: PageQuery,
  response: page(BusinessHours),
});
export const createBusinessHours = endpoint({
  method: 'POST',
  path: '/api/v1/business-hours',
  access: 'admin',
  status: 201,
  summary: 'Add a calendar of business hours',
  body: z.strictObject({ name: Line(80), timeZone: TimeZone, windows: OpenWindows, holidays: Holidays.default([]) }),
  response: BusinessHours,
});
export const updateBusinessHours = endpoint({
  method: 'PATCH',
  path: '/api/v1/business-hours/{hoursId}',
  access: 'admin',
  params: z.strictObject({ hoursId: Id }),
  summary: 'Change a calendar; clocks that run by it are set anew, what is over stays as it was measured',
  body: z.strictObject({
    name: Line(80).optional(),
    timeZone: TimeZone.optional(),
    windows: OpenWindows.optional(),
    holidays: Holidays.optional(),
  }),
  response: BusinessHours,
});
export const deleteBusinessHours = endpoint({
  method: 'DELETE',
  path: '/api/v1/business-hours/{hoursId}',
  access: 'admin',
  status: 204,
  summary: 'Delete a calendar that no SLA policy uses',
  params: z.strictObject({ hoursId: Id }),
});

const TargetSeconds = z
  .number()
  .int()
  .min(60)
  .max(90 * 86_400)
  .nullable();
/** Targets in seconds of business time, or of wall-clock time without business hours; null: no target. */
export const SlaTarget = z.strictObject({ firstResponseSeconds: TargetSeconds, resolutionSeconds: TargetSeconds });
export const SlaTargets = z.strictObject({ low: SlaTarget, normal: SlaTarget, high: SlaTarget, urgent: SlaTarget });
export type SlaTargets = z.infer<typeof SlaTargets>;

const appliesTo = {
  channelTypes: z.array(z.string().max(40)).max(20),
  storeIds: z.array(Id).max(100),
  teamIds: z.array(Id).max(100),
};
const policyInput = {
  name: Line(80),
  hoursId: Id.nullable(),
  targets: SlaTargets,
  position: z.number().int().min(0).max(10_000),
  ...appliesTo,
};
export const SlaPolicy = z.object({
  id: Id,
  name: z.string(),
  hoursId: Id.nullable(),
  targets: SlaTargets,
  /** A ticket gets the first policy, by position, whose conditions all hold; an empty condition always holds. */
  position: z.number().int(),
  channelTypes: z.array(z.string()),
  storeIds: z.array(Id),
  teamIds: z.array(Id),
  version: z.number().int(),
});
export type SlaPolicy = z.infer<typeof SlaPolicy>;

export const listSlaPolicies = endpoint({
  method: 'GET',
  path: '/api/v1/sla-policies',
  access: 'agent',
  summary: 'The SLA policies',
  query: PageQuery,
  response: page(SlaPolicy),
});
export const createSlaPolicy = endpoint({
  method: 'POST',
  path: '/api/v1/sla-policies',
  access: 'admin',
  status: 201,
  summary: 'Add an SLA policy for tickets to come; without conditions it is the default',
  body: z.strictObject({
    ...policyInput,
    hoursId: policyInput.hoursId.default(null),
    position: policyInput.position.default(100),
    channelTypes: appliesTo.channelTypes.default([]),
    storeIds: appliesTo.storeIds.default([]),
    teamIds: appliesTo.teamIds.default([]),
  }),
  response: SlaPolicy,
});
export const updateSlaPolicy = endpoint({
  method: 'PATCH',
  path: '/api/v1/sla-policies/{policyId}',
  access: 'admin',
  params: z.strictObject({ policyId: Id }),
  summary: 'Change an SLA policy; clocks that run by it get the new targets, what is over stays as it was measured',
  body: z.strictObject(policyInput).partial(),
  response: SlaPolicy,
});
export const deleteSlaPolicy = endpoint({
  method: 'DELETE',
  path: '/api/v1/sla-policies/{policyId}',
  access: 'admin',
  status: 204,
  summary: 'Delete an SLA policy; clocks that run keep the targets they have',
  params: z.strictObject({ policyId: Id }),
});

/** One clock of a ticket, with all fields. */
export const SlaClock = ClockChip.extend({
  policyId: Id.nullable(),
  startedAt: Instant,
  pausedAt: Instant.nullable(),
  /** Its calendar, without a name when it has been deleted; null: it runs around the clock. */
  hours: z.object({ name: z.string().nullable(), timeZone: z.string() }).nullable(),
  /** Business seconds left while paused; null while it runs. */
  remainingSeconds: z.number().int().nullable(),
  warnedAt: Instant.nullable(),
  breachedAt: Instant.nullable(),
  metAt: Instant.nullable(),
});
export type SlaClock = z.infer<typeof SlaClock>;
export const listTicketClocks = endpoint({
  method: 'GET',
  path: '/api/v1/tickets/{ticketId}/clocks',
  access: 'agent',
  summary: 'The clocks of a ticket, those that are over too',
  params: z.strictObject({ ticketId: Id }),
  response: z.object({ items: z.array(SlaClock) }),
});

function overlapsAnother(window: OpenWindow, index: number, all: OpenWindow[]) {
  return all.some(
    (other, at) => at > index && other.weekday === window.weekday && other.from < window.to && window.from < other.to,
  );
}
