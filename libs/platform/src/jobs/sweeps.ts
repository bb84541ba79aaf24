import { Injectable } from '@nestjs/common';
import { isUnavailable } from '../database/database-errors.js';
import { SystemDatabase } from '../database/system-database.js';
import { TakesTooLong } from '../database/takes-too-long.js';
import { inWorkspace } from '../database/workspace-context.js';
import { Log, type LogFields } from '../observe/index.js';
import { JobsUnavailable } from './job-errors.js';
import type { SweepRun } from './sweep-run.js';

/** Something due in some workspace, and its place among all that is: by time, then by id. */
export interface DueRow {
  workspaceId: string;
  id: string;
  /** A timestamp as text, so that no digit of it is lost. */
  dueAt: string;
}

/** A workspace that has something due. */
export interface DueIn {
  workspaceId: string;
}

const pageSize = 200;
const mostTurns = 10_000;
type Place = Pick<DueRow, 'dueAt' | 'id'>;
const beginning: Place = { dueAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/** How sweeps go through what is due: oldest first, and what fails, in whatever workspace, holds up nothing else. */
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
   * Due rows a page at a time, from where the last run stopped. The statement gives those after the place `$1`, `$2`, in
   * order of `dueAt` and `id`, at most `$3`. A run that finds less than a page writes nothing.
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

  /** Gives each a turn, and another to those who have more to do: a large one keeps no small one waiting for its end. */
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

  /** Does something that fails alone: it is logged, and the next one has its turn. Without database or queue there is no next one. */
  async alone({ name }: Pick<SweepRun, 'name'>, fields: LogFields, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // What is too slow is so in its workspace, and holds up no other.
      const isSlow = error instanceof TakesTooLong;
      if (error instanceof JobsUnavailable || (isUnavailable(error) && !isSlow)) throw error;
      this.log.error('part of a sweep failed', error, { sweep: name, ...fields });
    }
  }
}
