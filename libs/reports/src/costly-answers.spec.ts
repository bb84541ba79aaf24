import { setTimeout as pause } from 'node:timers/promises';
import { CostlyAnswers } from './costly-answers.js';

describe('costly answers', () => {
  const counting = (ms: number) => {
    let calls = 0;
    return async () => {
      const call = ++calls;
      await pause(ms);
      return call;
    };
  };

  it('are worked out once for all who ask meanwhile, and kept for a while', async () => {
    const answers = new CostlyAnswers<number>();
    const work = counting(150);
    expect(await Promise.all([answers.get('a', work), answers.get('a', work)])).toEqual([1, 1]);
    expect(await answers.get('a', work)).toBe(1);
    expect(await answers.get('b', work)).toBe(2);
  });

  it('are fresh when they are cheap, and asked for again after a failure', async () => {
    const answers = new CostlyAnswers<number>();
    const work = counting(1);
    expect([await answers.get('a', work), await answers.get('a', work)]).toEqual([1, 2]);
    await expect(answers.get('a', async () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await answers.get('a', work)).toBe(3);
  });

  it('are not kept in any number: the oldest ones go', async () => {
    const answers = new CostlyAnswers<number>();
    const work = counting(110);
    await Promise.all(Array.from({ length: 50 }, (_, index) => answers.get(`${index}`, work)));
    expect([await answers.get('0', work), await answers.get('49', work)]).toEqual([1, 50]);
    expect(await answers.get('more', work)).toBe(51);
    expect([await answers.get('49', work), await answers.get('0', work)]).toEqual([50, 52]);
  });
});
