import { Injectable } from '@nestjs/common';
import { isUnavailable } from '../database/database-errors.js';
import { SystemDatabase } from '../database/system-database.js';
import { TakesTooLong } from '../database/takes-too-long.js';
import { inWorkspace } from '../database/workspace-context.js';
import { Log, type LogFields } from '../observe/index.js';
import { JobsUnavailable } from './job-errors.js';

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
/** A sweep ends at some time; the next one begins with the oldest again. */
const mostPages = 500;
const mostTurns = 10_000;
const workspaces = `select id as "workspaceId", id, created_at::text as "dueAt" from workspaces where (created_at, id) > ($1::timestamptz, $2::uuid) order by created_at, id limit $3`;
const beginning = { dueAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/** How sweeps go through what is due: oldest first, and what fails, in whatever workspace, holds up nothing else. */
@Injectable()
export class Sweeps {
  constructor(
    private readonly system: SystemDatabase,
    private readonly log: Log,
  ) {}

  /** Works on each due row in its workspace. `due` is a statement for `pages`. */
  async each<Row extends DueRow>(
    what: string,
    due: string,
    work: (row: Row) => Promise<unknown>,
    signal: AbortSignal,
  ): Promise<void> {
    for await (const page of this.pages<Row>(due, signal)) {
      for (const row of page) {
        if (signal.aborted) return;
        await this.alone(what, { workspaceId: row.workspaceId, id: row.id }, () =>
          inWorkspace(row.workspaceId, () => work(row)),
        );
      }
    }
  }

  /** Works in every workspace, the oldest first. */
  inEachWorkspace(what: string, work: (workspaceId: string) => Promise<unknown>, signal: AbortSignal): Promise<void> {
    return this.each(what, workspaces, ({ workspaceId }) => work(workspaceId), signal);
  }

  /** Due rows a page at a time. The statement gives those after the place `$1`, `$2`, in order of `dueAt` and `id`, at most `$3`. */
  async *pages<Row extends DueRow>(due: string, signal: AbortSignal): AsyncGenerator<Row[]> {
    let place: Pick<DueRow, 'dueAt' | 'id'> = beginning;
    for (let count = 0; count < mostPages && !signal.aborted; count++) {
      const page = await this.system.query<Row & Record<string, unknown>>(due, [place.dueAt, place.id, pageSize]);
      if (page.length > 0) yield page;
      if (page.length < pageSize) return;
      place = page.at(-1)!;
    }
  }

  /** Gives each a turn, and another to those who have more to do: a large one keeps no small one waiting for its end. */
  async inTurns<Row extends DueIn>(
    what: string,
    rows: Row[],
    turn: (row: Row) => Promise<boolean>,
    signal: AbortSignal,
  ): Promise<void> {
    const queue = [...rows];
    for (let count = 0; count < mostTurns && !signal.aborted; count++) {
      const row = queue.shift();
      if (!row) return;
      let hasMore = false;
      await this.alone(what, Object.fromEntries(Object.entries(row)), () =>
        inWorkspace(row.workspaceId, async () => void (hasMore = await turn(row))),
      );
      if (hasMore) queue.push(row);
    }
  }

  /** Does something that fails alone: it is logged, and the next one has its turn. Without database or queue there is no next one. */
  async alone(what: string, fields: LogFields, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // What is too slow is so in its workspace, and holds up no other.
      const isSlow = error instanceof TakesTooLong;
      if (error instanceof JobsUnavailable || (isUnavailable(error) && !isSlow)) throw error;
      this.log.error('part of a sweep failed', error, { sweep: what, ...fields });
    }
  }
}
