import { createLog } from '../observe/index.js';
import type { SystemDatabase } from '../database/system-database.js';
import { currentWorkspaceId } from '../database/workspace-context.js';
import { JobsUnavailable } from './job-errors.js';
import type { SweepRun } from './sweep-leases.js';
import { type DueRow, Sweeps } from './sweeps.js';

describe('sweeps', () => {
  const rows: DueRow[] = Array.from({ length: 450 }, (_, index) => ({
    workspaceId: `w${index % 3}`,
    id: String(index),
    dueAt: `t${index}`,
  }));
  let logged: string[] = [];
  let asked: unknown[][] = [];
  const database = {
    query: async (_: string, parameters: unknown[]) => {
      asked.push(parameters);
      const start = rows.findIndex(({ id }) => id === parameters[1]) + 1;
      return rows.slice(start, start + Number(parameters[2]));
    },
  } as unknown as SystemDatabase;
  const sweeps = new Sweeps(database, createLog('debug', {}, { write: (line) => void logged.push(line) }));
  /** What a run of the sweep stores, in order. */
  let saved: unknown[] = [];
  function runFrom(cursor: unknown = null) {
    let over = false;
    const run = {
      name: 'test',
      cursor,
      isOver: () => over,
      save: async (place: unknown) => void saved.push((run.cursor = place)),
    };
    return { run: run as unknown as SweepRun, end: () => void (over = true) };
  }
  beforeEach(() => ([logged, asked, saved] = [[], [], []]));

  it('come to everything that is due, page by page, each in its workspace; what fails is logged by its id', async () => {
    const done: string[] = [];
    await sweeps.each(
      '',
      async ({ id, workspaceId }) => {
        expect(currentWorkspaceId()).toBe(workspaceId);
        if (id === '7') throw new Error('broken');
        done.push(id);
      },
      runFrom().run,
    );
    expect(done).toEqual(rows.map(({ id }) => id).filter((id) => id !== '7'));
    expect(asked.map(([dueAt]) => dueAt)).toEqual(['-infinity', 't199', 't399']);
    expect(logged.map((line) => JSON.parse(line) as object)).toMatchObject([
      { sweep: 'test', workspaceId: 'w1', id: '7' },
    ]);
  });

  it('end when the queue or the database is away, and when their run is over', async () => {
    const away = sweeps.each('', () => Promise.reject(new JobsUnavailable()), runFrom().run);
    await expect(away).rejects.toThrow(JobsUnavailable);
    const { run, end } = runFrom();
    const done: string[] = [];
    await sweeps.each('', async ({ id }) => (done.push(id) === 3 ? end() : undefined), run);
    expect(done).toHaveLength(3);
    expect(logged).toEqual([]);
    // The page was not worked through, so the next run begins with it.
    expect(saved).toEqual([]);
  });

  it('store their place after each page, go on behind it, and store nothing where less than a page is due', async () => {
    const first = runFrom();
    const done: string[] = [];
    await sweeps.each('', async ({ id }) => (done.push(id) === 250 ? first.end() : undefined), first.run);
    expect(saved).toEqual([{ dueAt: 't199', id: '199' }]);
    await sweeps.each('', async ({ id }) => void done.push(id), runFrom(saved[0]).run);
    expect(new Set(done)).toEqual(new Set(rows.map(({ id }) => id)));
    expect(done[250]).toBe('200');
    expect(saved).toEqual([{ dueAt: 't199', id: '199' }, { dueAt: 't399', id: '399' }, null]);
    saved = [];
    await sweeps.each('', async () => undefined, runFrom({ dueAt: 't449', id: '449' }).run);
    expect(saved).toEqual([null]);
  });

  it('give each its turn, and the next one to those with more to do', async () => {
    const left: Record<string, number> = { a: 3, b: 1, c: 2 };
    const turns: string[] = [];
    await sweeps.inTurns(
      [{ workspaceId: 'a' }, { workspaceId: 'bad' }, { workspaceId: 'b' }, { workspaceId: 'c' }],
      async ({ workspaceId }) => {
        if (workspaceId === 'bad') throw new Error('broken');
        turns.push(workspaceId);
        return --left[workspaceId]! > 0;
      },
      runFrom().run,
    );
    expect(turns.join('')).toBe('abcaca');
    expect(logged).toHaveLength(1);
  });
});
