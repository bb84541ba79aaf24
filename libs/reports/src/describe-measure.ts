import type { Figures, Measure, TicketFilter } from '#libs/contracts';
import { type Period, daysOf } from './period.js';
import { scopeFilter } from './report-scope.js';
import type { ReportScope } from './reports.queries.js';
import type { MeasureName, Tallies } from './tally-facts.js';
import type { TalliedFigures } from './tally.js';

/** Filters of the ticket list that give the tickets of a measure. */
const filters: Record<MeasureName, Record<'done' | 'kept' | 'late', TicketFilter>> = {
  response: { done: { firstResponse: 'answered' }, kept: { firstResponse: 'kept' }, late: { firstResponse: 'late' } },
  resolution: { done: { resolution: 'resolved' }, kept: { resolution: 'kept' }, late: { resolution: 'late' } },
};

/** A measure of a period and of as many days before it, which begin at `starts`: in total, by day and by channel. */
export function describeMeasure(
  measure: MeasureName,
  { channelTypes, [measure]: tally }: Tallies,
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
  const [previous, current] = [tally.ofPeriod(0, days.length), tally.ofPeriod(days.length, 2 * days.length)];
  const channels = channelTypes.map((channelType, index) => ({
    channelType,
    ...describeFigures(measure, previous.channels[index]!, current.channels[index]!, { ...whole, channelType }),
  }));
  return {
    total: describeFigures(measure, previous.all, current.all, whole),
    days: days.map((day, index) => {
      const { times, kept, late } = tally.ofDay(days.length + index);
      const tickets = { ...within(index, index + 1), ...filters[measure].done };
      return { day, ...times, kept, late, tickets, previous: tally.ofDay(index).times };
    }),
    channels: channels.filter((_, index) => current.channels[index]!.tickets > 0),
  };
}

function describeFigures(
  measure: MeasureName,
  previous: TalliedFigures,
  current: TalliedFigures,
  filter: TicketFilter,
): Figures {
  const { done, kept, late } = filters[measure];
  return {
    ...current.times,
    tickets: { ...filter, ...done },
    kept: { n: current.kept, tickets: { ...filter, ...kept } },
    late: { n: current.late, tickets: { ...filter, ...late } },
    previous: { ...previous.times, kept: previous.kept, late: previous.late },
  };
}
