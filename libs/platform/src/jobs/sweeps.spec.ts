import { createLog } from '../observe/index.js';
import type { SystemDatabase } from '../database/system-database.js';
import { currentWorkspaceId } from '../database/workspace-context.js';
import { JobsUnavailable } from './job-errors.js';
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
  const { signal } = new AbortController();
  beforeEach(() => ([logged, asked] = [[], []]));

  it('come to everything that is due, page by page, each in its workspace; what fails is logged by its id', async () => {
    const done: string[] = [];
    await sweeps.each(
      'test',
      '',
      async ({ id, workspaceId }) => {
        expect(currentWorkspaceId()).toBe(workspaceId);
        if (id === '7') throw new Error('broken');
        done.push(id);
      },
      signal,
    );
    expect(done).toEqual(rows.map(({ id }) => id).filter((id) => id !== '7'));
    expect(asked.map(([dueAt]) => dueAt)).toEqual(['-infinity', 't199', 't399']);
    expect(logged.map((line) => JSON.parse(line) as object)).toMatchObject([
      { sweep: 'test', workspaceId: 'w1', id: '7' },
    ]);
  });

  it('end when the queue or the database is away, and when they are told to', async () => {
    const away = sweeps.each('test', '', () => Promise.reject(new JobsUnavailable()), signal);
    await expect(away).rejects.toThrow(JobsUnavailable);
    const stop = new AbortController();
    const done: string[] = [];
    await sweeps.each('test', '', async ({ id }) => (done.push(id) === 3 ? stop.abort() : undefined), stop.signal);
    expect(done).toHaveLength(3);
    expect(logged).toEqual([]);
  });

  it('give each its turn, and the next one to those with more to do', async () => {
    const left: Record<string, number> = { a: 3, b: 1, c: 2 };
    const turns: string[] = [];
    await sweeps.inTurns(
      'test',
      [{ workspaceId: 'a' }, { workspaceId: 'bad' }, { workspaceId: 'b' }, { workspaceId: 'c' }],
      async ({ workspaceId }) => {
        if (workspaceId === 'bad') throw new Error('broken');
        turns.push(workspaceId);
        return --left[workspaceId]! > 0;
      },
      signal,
    );
    expect(turns.join('')).toBe('abcaca');
    expect(logged).toHaveLength(1);
  });
});
