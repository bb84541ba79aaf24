import { Injectable } from '@nestjs/common';
import type { Figures, InputOf, Measure, ResponseOf, TicketFilter, reportResponseTimes } from '#libs/contracts';
import { Database, inWork, requireWorkspaceId } from '#libs/platform';
import { CostlyAnswers } from './costly-answers.js';
import { type Period, addDays, daysOf, periodOf, startOf } from './period.js';
import { requireKnownScope, scopeFilter } from './report-scope.js';
import { type ReportScope, responseTimes, scopeConditions } from './reports.queries.js';

type Query = InputOf<typeof reportResponseTimes>['query'];
type MeasureName = 'response' | 'resolution';
type Percentiles = [p50: number | null, p90: number | null] | null;

/** A period as a whole, one of its days or one of its channels. */
interface Row
  extends Record<`${MeasureName}${'N' | 'Kept' | 'Late'}`, number>, Record<`${MeasureName}Times`, Percentiles> {
  isCurrent: boolean;
  byDay: boolean;
  day: number | null;
  byChannel: boolean;
  channelType: string | null;
}

/** Filters of the ticket list that give the tickets of a measure. */
const filters: Record<MeasureName, Record<'done' | 'kept' | 'late', TicketFilter>> = {
  response: { done: { firstResponse: 'answered' }, kept: { firstResponse: 'kept' }, late: { firstResponse: 'late' } },
  resolution: { done: { resolution: 'resolved' }, kept: { resolution: 'kept' }, late: { resolution: 'late' } },
};

/** Reports how long customers waited, from facts that were written at the time. */
@Injectable()
export class ReportResponseTimes {
  private readonly answers = new CostlyAnswers<Row[]>();

  constructor(private readonly database: Database) {}

  async report({ hours, from, to, zone, ...scope }: Query): Promise<ResponseOf<typeof reportResponseTimes>> {
    await requireKnownScope(this.database, scope);
    const period = periodOf({ from, to, zone });
    const found = await this.answers.get(JSON.stringify([requireWorkspaceId(), period, hours, scope]), () =>
      this.read(period, hours, scope),
    );
    return {
      period: { from: period.from, to: addDays(period.end, -1), zone },
      previous: { from: period.previousFrom, to: addDays(period.from, -1) },
      firstResponse: describeMeasure('response', found, period, scope),
      resolution: describeMeasure('resolution', found, period, scope),
    };
  }

  private read({ zone, previousFrom, from, end }: Period, hours: Query['hours'], scope: ReportScope): Promise<Row[]> {
    const parameters: unknown[] = [
      zone,
      previousFrom,
      from,
      startOf(zone, previousFrom),
      startOf(zone, from),
      startOf(zone, end),
    ];
    return inWork('report', () =>
      this.database.query<Row>(responseTimes(hours, scopeConditions('f', scope, parameters)), parameters),
    );
  }
}

function describeMeasure(measure: MeasureName, found: Row[], { zone, from, end }: Period, scope: ReportScope): Measure {
  const figures = (matches: (row: Row) => boolean, [first, after]: [string, string], more: TicketFilter = {}) => {
    const filter = {
      ...scopeFilter(scope),
      ...more,
      createdFrom: startOf(zone, first).toISOString(),
      createdTo: startOf(zone, after).toISOString(),
    };
    return describeFigures(
      measure,
      found.find((row) => row.isCurrent && matches(row)),
      found.find((row) => !row.isCurrent && matches(row)),
      filter,
    );
  };
  const channelTypes = [
    ...new Set(
      found.flatMap(({ byChannel, channelType, isCurrent }) =>
        byChannel && isCurrent && channelType !== null ? [channelType] : [],
      ),
    ),
  ].sort();
  return {
    total: figures(({ byDay, byChannel }) => !byDay && !byChannel, [from, end]),
    days: daysOf(from, end).map((day, index) => ({
      day,
      ...figures((row) => row.byDay && row.day === index, [day, addDays(day, 1)]),
    })),
    channels: channelTypes.map((channelType) => ({
      channelType,
      ...figures((row) => row.byChannel && row.channelType === channelType, [from, end], { channelType }),
    })),
  };
}

function describeFigures(
  measure: MeasureName,
  current: Row | undefined,
  previous: Row | undefined,
  filter: TicketFilter,
): Figures {
  const { done, kept, late } = filters[measure];
  const now = numbers(measure, current);
  return {
    ...now,
    tickets: { ...filter, ...done },
    kept: { n: now.kept, tickets: { ...filter, ...kept } },
    late: { n: now.late, tickets: { ...filter, ...late } },
    previous: numbers(measure, previous),
  };
}

function numbers(measure: MeasureName, row: Row | undefined) {
  const [p50, p90] = row?.[`${measure}Times`] ?? [null, null];
  return {
    n: row?.[`${measure}N`] ?? 0,
    p50,
    p90,
    kept: row?.[`${measure}Kept`] ?? 0,
    late: row?.[`${measure}Late`] ?? 0,
  };
}
