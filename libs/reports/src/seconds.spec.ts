import fc from 'fast-check';
import { Seconds, percentilesOf } from './seconds.js';

/** As `percentile_disc` takes it. */
const discrete = (values: number[], share: number): number | null =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? null;

const shares = [0, 0.5, 0.9, 1];

function expectExact(values: number[]) {
  const parts = [values.filter((_, index) => index % 3 > 0), values.filter((_, index) => index % 3 === 0)];
  const lists = parts.map((part) => new Seconds(Int32Array.from(part)));
  expect(percentilesOf(lists, shares)).toEqual(shares.map((share) => discrete(values, share)));
}

describe('seconds', () => {
  it('have the percentiles of their sorted list', () => {
    fc.assert(fc.property(fc.array(fc.nat({ max: 500 }), { maxLength: 60 }), expectExact));
  });

  it('have them also where they are many, near and far', () => {
    const spread = fc.record({
      seed: fc.nat(),
      length: fc.constantFrom(300, 6_000, 24_000),
      most: fc.constantFrom(1, 300, 100_000, 2 ** 31 - 1),
    });
    fc.assert(
      fc.property(spread, ({ seed, length, most }) =>
        expectExact(Array.from({ length }, (_, index) => Math.abs(Math.imul(seed + index, 2_654_435_761)) % most)),
      ),
      { numRuns: 20 },
    );
  });
});
