import { setTimeout as pause } from 'node:timers/promises';
import { SharedAnswer } from './shared-answer.js';

describe('a shared answer', () => {
  let asked: number[];
  let value: number;
  let takesMs: number;
  const shared = () =>
    new SharedAnswer(async () => {
      asked.push(performance.now());
      const read = value;
      await pause(takesMs);
      if (read < 0) throw new Error('away');
      return read;
    }, 300);
  beforeEach(() => ([asked, value, takesMs] = [[], 1, 0]));

  it('is asked for once by many at once, and not again while nothing has changed', async () => {
    const counts = shared();
    expect(await Promise.all(Array.from({ length: 50 }, () => counts.get()))).toEqual(Array(50).fill(1));
    expect(await counts.get()).toBe(1);
    expect(asked).toHaveLength(1);
    await pause(320);
    expect(await counts.get()).toBe(1);
    expect(asked).toHaveLength(2);
  });

  it('knows of every change that came before it was wanted, and is asked for no more often for that', async () => {
    const counts = shared();
    await counts.get();
    const start = performance.now();
    while (performance.now() - start < 1_000) {
      value++;
      counts.noteChange();
      const changed = value;
      void counts.get().then((answer) => expect(answer).toBeGreaterThanOrEqual(changed));
      await pause(10);
    }
    expect(await counts.get()).toBe(value);
    const gaps = asked.slice(1).map((at, index) => at - asked[index]!);
    expect(Math.min(...gaps)).toBeGreaterThan(290);
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  it('that was under way when something changed is not given to who asks after that', async () => {
    takesMs = 100;
    const counts = shared();
    const early = counts.get();
    await pause(20);
    value = 2;
    counts.noteChange();
    expect(await Promise.all([early, counts.get()])).toEqual([1, 2]);
  });

  it('that fails is asked for again', async () => {
    value = -1;
    const counts = shared();
    await expect(counts.get()).rejects.toThrow('away');
    value = 5;
    expect(await counts.get()).toBe(5);
  });
});
