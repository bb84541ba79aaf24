import { z } from 'zod';
import { Id, Instant, TimeZone } from './common.js';
import { endpoint } from './endpoint.js';
import { TicketFilter } from './tickets.js';

const scope = {
  channelType: z.string().max(40).optional(),
  storeId: Id.optional(),
  team: z.union([Id, z.literal('none')]).optional(),
};
const Day = z.iso.date();

/** A number and the filter of the ticket list that shows the tickets behind it. */
const Count = z.object({ n: z.number().int(), tickets: TicketFilter });
export type Count = z.infer<typeof Count>;

/** Median and 90th percentile in seconds; null when nothing was measured. */
const Times = z.object({ n: z.number().int(), p50: z.number().nullable(), p90: z.number().nullable() });
export const Figures = Times.extend({
  tickets: TicketFilter,
  /** Tickets in time and late ones, answered or not, among those whose target is decided. */
  kept: Count,
  late: Count,
  /** The same days, or the same channel, in the period before. */
  previous: Times.extend({ kept: z.number().int(), late: z.number().int() }),
});
export type Figures = z.infer<typeof Figures>;

/** A day of a chart. `tickets` with `firstResponse` or `resolution` set to `kept` or `late` gives those counts. */
const DayFigures = Times.extend({
  day: Day,
  kept: z.number().int(),
  late: z.number().int(),
  tickets: TicketFilter,
  /** The day as far into the period before. */
  previous: Times,
});

/** One measure of the tickets that were created in a period. */
export const Measure = z.object({
  total: Figures,
  days: z.array(DayFigures),
  channels: z.array(Figures.extend({ channelType: z.string() })),
});
export type Measure = z.infer<typeof Measure>;

const longestDays = 366;
export const reportResponseTimes = endpoint({
  method: 'GET',
  path: '/api/v1/reports/response-times',
  access: 'manager',
  summary:
    'First response and resolution of the tickets of a period, by day and by channel, beside the period before; without dates the last four weeks',
  query: z
    .strictObject({
      ...scope,
      /** First and last day, both included, on the calendar of the zone. */
      from: Day.optional(),
      to: Day.optional(),
      zone: TimeZone.default('UTC'),
      /** Business time counts only the open hours of the ticket’s SLA policy. */
      hours: z.enum(['any', 'business']).default('any'),
    })
    .refine(({ from, to }) => (from === undefined) === (to === undefined), 'from and to come together')
    .refine(
      ({ from, to }) => !from || !to || (from <= to && (Date.parse(to) - Date.parse(from)) / 86_400_000 < longestDays),
      `a period ends after it begins and has at most ${longestDays} days`,
    ),
  response: z.object({
    period: z.object({ from: Day, to: Day, zone: z.string() }),
    previous: z.object({ from: Day, to: Day }),
    firstResponse: Measure,
    resolution: Measure,
  }),
});

export const reportNow = endpoint({
  method: 'GET',
  path: '/api/v1/reports/now',
  access: 'manager',
  summary: 'What stands open at this moment, and what of it is late',
  query: z.strictObject(scope),
  response: z.object({
    at: Instant,
    open: Count,
    unassigned: Count,
    pending: Count,
    snoozed: Count,
    /** Tickets that are not resolved, also those that wait for the customer. */
    backlog: Count,
    breached: Count,
    soon: Count,
    /** The time since which the oldest open ticket has been waiting; null without one. */
    oldestAt: Instant.nullable(),
    channels: z.array(z.object({ channelType: z.string(), backlog: Count, breached: Count })),
  }),
});
