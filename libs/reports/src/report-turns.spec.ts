import { setImmediate as nextTurn } from 'node:timers/promises';
import { ReportTurns, usualBounds } from './report-turns.js';

describe('turns of reports', () => {
  const bounds = { atOnce: 2, waiting: 3, ofOneWorkspace: 2, longestMs: 20_000 };
  const busy = { type: 'unavailable', status: 503, retryAfterSeconds: 5 };

  /** Work that goes on until it is ended, and the names of what has begun. */
  function bench(turns: ReportTurns) {
    const begun: string[] = [];
    const ends = new Map<string, (error?: Error) => void>();
    const ask = (name: string, workspaceId = 'one') =>
      turns.run(workspaceId, () => {
        begun.push(name);
        return new Promise<string>((resolve, reject) =>
          ends.set(name, (error) => (error ? reject(error) : resolve(name))),
        );
      });
    const end = async (name: string, error?: Error) => {
      ends.get(name)!(error);
      await nextTurn();
    };
    return { begun, ask, end };
  }

  it('lets two be worked out at a time, the others in order', async () => {
    const { begun, ask, end } = bench(new ReportTurns(bounds));
    const asked = ['a', 'b', 'c', 'd'].map((name) => ask(name));
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('a');
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
    await end('c');
    await end('d');
    expect(await Promise.all(asked)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('passes a turn on after a failure, and forgets none', async () => {
    const { begun, ask, end } = bench(new ReportTurns(bounds));
    const asked = ['a', 'b', 'c'].map((name) => ask(name));
    const failed = expect(asked[0]).rejects.toThrow('away');
    await end('a', new Error('away'));
    await failed;
    await end('b');
    await end('c');
    void ask('d');
    void ask('e');
    void ask('f');
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('refuses what would wait behind too many, of one workspace and of all', async () => {
    const { ask } = bench(new ReportTurns(bounds));
    for (const name of ['a', 'b', 'c', 'd']) void ask(name);
    await expect(ask('e')).rejects.toMatchObject(busy);
    void ask('f', 'other');
    await expect(ask('g', 'third')).rejects.toMatchObject(busy);
  });

  it('refuses what has waited for too long, and keeps the order of the others', async () => {
    const { begun, ask, end } = bench(new ReportTurns({ ...usualBounds, longestMs: 5 }));
    void ask('a');
    void ask('b');
    await expect(ask('c')).rejects.toMatchObject(busy);
    void ask('d');
    await end('a');
    expect(begun).toEqual(['a', 'b', 'd']);
  });
});
