import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Figures, InputOf, Measure, ResponseOf, TicketFilter, reportResponseTimes } from '#libs/contracts';
import { Database, inWork, requireWorkspaceId } from '#libs/platform';
import { CostlyAnswers } from './costly-answers.js';
import { packConditions, readPacks } from './fact-packs.queries.js';
import { type Period, addDays, daysOf, periodOf, startsOf } from './period.js';
import { requireKnownScope, scopeFilter } from './report-scope.js';
import { type ReportScope, scopeConditions } from './reports.queries.js';
import { type MeasureName, type Pack, Tally, type Tallies, tallyFacts, totalOf } from './tally-facts.js';

type Query = InputOf<typeof reportResponseTimes>['query'];
type Answer = ResponseOf<typeof reportResponseTimes>;

/** Filters of the ticket list that give the tickets of a measure. */
const filters: Record<MeasureName, Record<'done' | 'kept' | 'late', TicketFilter>> = {
  response: { done: { firstResponse: 'answered' }, kept: { firstResponse: 'kept' }, late: { firstResponse: 'late' } },
  resolution: { done: { resolution: 'resolved' }, kept: { resolution: 'kept' }, late: { resolution: 'late' } },
};

/** Reports how long customers waited, from facts that were written at the time. */
@Injectable()
export class ReportResponseTimes {
  private readonly answers = new CostlyAnswers<Answer>();

  constructor(private readonly database: Database) {}

  async report({ hours, from, to, zone, ...scope }: Query): Promise<Answer> {
    await requireKnownScope(this.database, scope);
    const period = periodOf({ from, to, zone });
    return this.answers.get(JSON.stringify([requireWorkspaceId(), period, hours, scope]), () =>
      this.work(period, hours, scope),
    );
  }

  private async work(period: Period, hours: Query['hours'], scope: ReportScope): Promise<Answer> {
    const { zone, previousFrom, from, end } = period;
    const starts = startsOf(zone, previousFrom, daysOf(previousFrom, end).length);
    const tallies = await tallyFacts(await this.read(starts, hours, scope), starts);
    const describe = (measure: MeasureName) => describeMeasure(measure, tallies[measure], starts, period, scope);
    const firstResponse = describe('response');
    await nextTurn();
    return {
      period: { from, to: addDays(end, -1), zone },
      previous: { from: previousFrom, to: addDays(from, -1) },
      firstResponse,
      resolution: describe('resolution'),
    };
  }

  private read(starts: number[], hours: Query['hours'], scope: ReportScope): Promise<Pack[]> {
    const parameters: unknown[] = [dayOfUtc(starts[0]!), addDays(dayOfUtc(starts.at(-1)! - 1), 1)];
    const conditions = { facts: scopeConditions('f', scope, parameters), packs: packConditions(scope, parameters) };
    return inWork('report', () => this.database.query<Pack>(readPacks(hours, conditions), parameters));
  }
}

const dayOfUtc = (instant: number) => new Date(instant).toISOString().slice(0, 10);

function describeMeasure(
  measure: MeasureName,
  { current, previous }: Tallies[MeasureName],
  starts: number[],
  { from, end }: Period,
  scope: ReportScope,
): Measure {
  const instants = starts.slice(current.days.length).map((start) => new Date(start).toISOString());
  const within = (first: number, after: number) => ({
    ...scopeFilter(scope),
    createdFrom: instants[first]!,
    createdTo: instants[after]!,
  });
  const whole = within(0, current.days.length);
  const channels = [...current.channels].filter(([, { tickets }]) => tickets > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    total: describeFigures(measure, totalOf(current), totalOf(previous), whole),
    days: daysOf(from, end).map((day, index) => {
      const tally = current.days[index]!;
      return {
        day,
        ...times(tally),
        kept: tally.kept,
        late: tally.late,
        tickets: { ...within(index, index + 1), ...filters[measure].done },
        previous: times(previous.days[index]!),
      };
    }),
    channels: channels.map(([channelType, tally]) => ({
      channelType,
      ...describeFigures(measure, tally, previous.channels.get(channelType), { ...whole, channelType }),
    })),
  };
}

function describeFigures(
  measure: MeasureName,
  current: Tally,
  previous: Tally = new Tally(),
  filter: TicketFilter,
): Figures {
  const { done, kept, late } = filters[measure];
  return {
    ...times(current),
    tickets: { ...filter, ...done },
    kept: { n: current.kept, tickets: { ...filter, ...kept } },
    late: { n: current.late, tickets: { ...filter, ...late } },
    previous: { ...times(previous), kept: previous.kept, late: previous.late },
  };
}

function times({ seconds }: Tally) {
  const [p50, p90] = seconds.percentiles([0.5, 0.9]) as [number | null, number | null];
  return { n: seconds.n, p50, p90 };
}
