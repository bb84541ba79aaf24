import type { Figures, Measure, TicketFilter } from '#libs/contracts';
import { type Period, daysOf } from './period.js';
import { scopeFilter } from './report-scope.js';
import type { ReportScope } from './reports.queries.js';
import { type DaysOfChannels, type MeasureName, type TalliedFigures, type Tally, figuresOf } from './tally-facts.js';

/** Filters of the ticket list that give the tickets of a measure. */
const filters: Record<MeasureName, Record<'done' | 'kept' | 'late', TicketFilter>> = {
  response: { done: { firstResponse: 'answered' }, kept: { firstResponse: 'kept' }, late: { firstResponse: 'late' } },
  resolution: { done: { resolution: 'resolved' }, kept: { resolution: 'kept' }, late: { resolution: 'late' } },
};

/** A measure of a period and of as many days before it, which begin at `starts`: in total, by day and by channel. */
export function describeMeasure(
  measure: MeasureName,
  byChannel: DaysOfChannels,
  starts: number[],
  { from, end }: Period,
  scope: ReportScope,
): Measure {
  const days = daysOf(from, end);
  const instants = starts.slice(days.length).map((start) => new Date(start).toISOString());
  const within = (first: number, after: number) => ({
    ...scopeFilter(scope),
    createdFrom: instants[first]!,
    createdTo: instants[after]!,
  });
  const whole = within(0, days.length);
  const channels = [...byChannel]
    .map(([channelType, tallies]) => ({ channelType, ...periodsOf([tallies], days.length) }))
    .filter(({ current }) => current.tickets > 0)
    .sort((one, other) => (one.channelType < other.channelType ? -1 : 1));
  const all = [...byChannel.values()];
  const dayAt = (index: number) => figuresOf(all.map((tallies) => tallies[index]!));
  return {
    total: describeFigures(measure, periodsOf(all, days.length), whole),
    days: days.map((day, index) => {
      const { times, kept, late } = dayAt(days.length + index);
      const tickets = { ...within(index, index + 1), ...filters[measure].done };
      return { day, ...times, kept, late, tickets, previous: dayAt(index).times };
    }),
    channels: channels.map(({ channelType, ...periods }) => ({
      channelType,
      ...describeFigures(measure, periods, { ...whole, channelType }),
    })),
  };
}

type Periods = Record<'previous' | 'current', TalliedFigures>;

/** The days of a channel, or of several, as the period before and the period itself. */
const periodsOf = (channels: Tally[][], days: number): Periods => ({
  previous: figuresOf(channels.flatMap((tallies) => tallies.slice(0, days))),
  current: figuresOf(channels.flatMap((tallies) => tallies.slice(days))),
});

function describeFigures(measure: MeasureName, { previous, current }: Periods, filter: TicketFilter): Figures {
  const { done, kept, late } = filters[measure];
  return {
    ...current.times,
    tickets: { ...filter, ...done },
    kept: { n: current.kept, tickets: { ...filter, ...kept } },
    late: { n: current.late, tickets: { ...filter, ...late } },
    previous: { ...previous.times, kept: previous.kept, late: previous.late },
  };
}
