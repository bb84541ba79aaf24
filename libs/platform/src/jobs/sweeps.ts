import { Injectable } from '@nestjs/common';
import { TakesTooLong, isUnavailable } from '../database/database-errors.js';
import { SystemDatabase } from '../database/system-database.js';
import { inWorkspace } from '../database/workspace-context.js';
import { Log, type LogFields } from '../observe/index.js';
import { JobsUnavailable } from './job-errors.js';
import type { SweepRun } from './sweep-leases.js';

/** A due row of some workspace, ordered by time, then by id. */
export interface DueRow {
  workspaceId: string;
  id: string;
  /** A timestamp as text: a Date would lose its microseconds. */
  dueAt: string;
}

/** A workspace with due work. */
export interface DueIn {
  workspaceId: string;
}

const pageSize = 200;
const mostTurns = 10_000;
type Place = Pick<DueRow, 'dueAt' | 'id'>;
const beginning: Place = { dueAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/** Works through due rows, oldest first; a failing row does not stop the others. */
@Injectable()
export class Sweeps {
  constructor(
    private readonly system: SystemDatabase,
    private readonly log: Log,
  ) {}

  /** Works on each due row in its workspace. `due` is a statement for `pages`. */
  async each<Row extends DueRow>(due: string, work: (row: Row) => Promise<unknown>, run: SweepRun): Promise<void> {
    for await (const page of this.pages<Row>(due, run)) {
      for (const row of page) {
        if (run.isOver()) return;
        await this.alone(run, { workspaceId: row.workspaceId, id: row.id }, () =>
          inWorkspace(row.workspaceId, () => work(row)),
        );
      }
    }
  }

  /**
   * Pages of due rows, resumed at the stored cursor. The statement selects rows after `dueAt` `$1` and `id` `$2` in
   * that order, at most `$3`. A run of less than a page writes no cursor.
   */
  async *pages<Row extends DueRow>(due: string, run: SweepRun): AsyncGenerator<Row[]> {
    let place = (run.cursor as Place | null) ?? beginning;
    while (!run.isOver()) {
      const page = await this.system.query<Row & Record<string, unknown>>(due, [place.dueAt, place.id, pageSize]);
      if (page.length > 0) yield page;
      if (run.isOver()) return;
      if (page.length < pageSize) return run.save(null);
      const { dueAt, id } = page.at(-1)!;
      await run.save((place = { dueAt, id }));
    }
  }

  /** Runs `turn` round-robin until it returns false, so that a workspace with much work does not delay the others. */
  async inTurns<Row extends DueIn>(
    rows: Row[],
    turn: (row: Row) => Promise<boolean>,
    run: Pick<SweepRun, 'name' | 'isOver'>,
  ): Promise<void> {
    const queue = [...rows];
    for (let count = 0; count < mostTurns && !run.isOver(); count++) {
      const row = queue.shift();
      if (!row) return;
      let hasMore = false;
      await this.alone(run, Object.fromEntries(Object.entries(row)), () =>
        inWorkspace(row.workspaceId, async () => void (hasMore = await turn(row))),
      );
      if (hasMore) queue.push(row);
    }
  }

  /**
   * Runs work and logs its failure. Throws only when database or queue are unreachable, since all other work would fail
   * too.
   */
  async alone({ name }: Pick<SweepRun, 'name'>, fields: LogFields, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // A statement that is too slow says nothing about other workspaces.
      const isSlow = error instanceof TakesTooLong;
      if (error instanceof JobsUnavailable || (isUnavailable(error) && !isSlow)) throw error;
      this.log.error('part of a sweep failed', error, { sweep: name, ...fields });
    }
  }
}
