import { type ListData, reachOf } from './list-query.js';

const pages = (...kinds: ('full' | 'short' | 'last')[]): ListData => ({
  pageParams: [],
  pages: kinds.map((kind) => ({
    items: [],
    nextCursor: kind === 'last' ? null : 'on',
    lookedBackTo: kind === 'short' ? '2026-03-01T00:00:00.000Z' : null,
  })),
});
const short = (count: number) => Array.from({ length: count }, () => 'short' as const);

describe('how far a list was looked through', () => {
  it('is said while its last page ended before it was full', () => {
    expect(reachOf(undefined)).toBeNull();
    expect(reachOf(pages('full'))).toBeNull();
    expect(reachOf(pages('full', 'short'))).toEqual({ at: '2026-03-01T00:00:00.000Z', goesOn: true });
    expect(reachOf(pages('short', 'last'))).toBeNull();
  });

  it('grows by itself twenty times, and again when it is asked to', () => {
    const goesOn = [19, 20, 21, 40].map((count) => reachOf(pages('full', ...short(count)))?.goesOn);
    expect(goesOn).toEqual([true, false, true, false]);
  });
});
