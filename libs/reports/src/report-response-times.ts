import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { InputOf, ResponseOf, reportResponseTimes } from '#libs/contracts';
import { Database, inWork, requireWorkspaceId } from '#libs/platform';
import { CostlyAnswers } from './costly-answers.js';
import { packConditions, readPacks } from './fact-packs.queries.js';
import { describeMeasure } from './describe-measure.js';
import { type Period, addDays, daysOf, periodOf, startsOf } from './period.js';
import { requireKnownScope } from './report-scope.js';
import { ReportTurns } from './report-turns.js';
import { type ReportScope, scopeConditions } from './reports.queries.js';
import { type MeasureName, type Pack, tallyFacts } from './tally-facts.js';

type Query = InputOf<typeof reportResponseTimes>['query'];
type Answer = ResponseOf<typeof reportResponseTimes>;

/** Reports how long customers waited, from facts that were written at the time. */
@Injectable()
export class ReportResponseTimes {
  private readonly answers = new CostlyAnswers<Answer>();
  private readonly turns = new ReportTurns();

  constructor(private readonly database: Database) {}

  async report({ hours, from, to, zone, ...scope }: Query): Promise<Answer> {
    await requireKnownScope(this.database, scope);
    const period = periodOf({ from, to, zone });
    const workspaceId = requireWorkspaceId();
    // What waits for its turn counts as costly: under load answers are kept for longer.
    return this.answers.get(JSON.stringify([workspaceId, period, hours, scope]), () =>
      this.turns.run(workspaceId, () => this.work(period, hours, scope)),
    );
  }

  private async work(period: Period, hours: Query['hours'], scope: ReportScope): Promise<Answer> {
    const { zone, previousFrom, from, end } = period;
    const starts = startsOf(zone, previousFrom, daysOf(previousFrom, end).length);
    const days = [dayOfUtc(starts[0]!), addDays(dayOfUtc(starts.at(-1)! - 1), 1)] as const;
    const tallies = await tallyFacts(await this.read(days, hours, scope), Date.parse(days[0]), starts);
    const describe = (measure: MeasureName) => describeMeasure(measure, tallies, starts, period, scope);
    const firstResponse = describe('response');
    await nextTurn();
    return {
      period: { from, to: addDays(end, -1), zone },
      previous: { from: previousFrom, to: addDays(from, -1) },
      firstResponse,
      resolution: describe('resolution'),
    };
  }

  private read(
    days: readonly [first: string, end: string],
    hours: Query['hours'],
    scope: ReportScope,
  ): Promise<Pack[]> {
    const parameters: unknown[] = [...days];
    const conditions = { facts: scopeConditions('f', scope, parameters), packs: packConditions(scope, parameters) };
    return inWork('report', () => this.database.query<Pack>(readPacks(hours, conditions), parameters));
  }
}

const dayOfUtc = (instant: number) => new Date(instant).toISOString().slice(0, 10);
