import { setTimeout as pause } from 'node:timers/promises';
import { SharedRounds } from './shared-rounds.js';

describe('shared rounds', () => {
  it('serve all callers by rounds that began after they asked, one at a time', async () => {
    const rounds = new SharedRounds<number>();
    let begun = 0;
    let atOnce = 0;
    const work = async () => {
      expect(++atOnce).toBe(1);
      const number = ++begun;
      await pause(10);
      atOnce--;
      return number;
    };
    const first = rounds.join('a', work);
    const others = [rounds.join('a', work), rounds.join('a', work)];
    expect(await Promise.all([first, ...others])).toEqual([1, 2, 2]);
    expect(await rounds.join('a', work)).toBe(3);
  });

  it('go on after one that failed', async () => {
    const rounds = new SharedRounds<string>();
    const first = rounds.join('a', async () => Promise.reject(new Error('no')));
    const second = rounds.join('a', async () => 'yes');
    await expect(first).rejects.toThrow('no');
    expect(await second).toBe('yes');
    expect(await rounds.join('b', async () => 'apart')).toBe('apart');
  });
});
