import { fireClocks } from '../clocks.js';
import type { Part } from '../part.js';
import type { Figure } from '../report.js';

/** P15: clocks that fall due side by side and at once. Once a run of the bench, for each takes a minute. */
export const clocks: Part = async (ground) => {
  const figures: Figure[] = [];
  for (const { count, spread, when, cpu, late } of [
    { count: 3_000, spread: 30, when: 'a hundred a second', cpu: 2, late: 0.3 },
    { count: 12_000, spread: 0, when: '12,000 in one second', cpu: 0.3, late: 2 },
  ]) {
    const { cpuMsPerClock, p99, lost, twice } = await fireClocks(ground, count, spread);
    figures.push(
      { id: 'P15', what: `CPU of a clock, ${when}`, unit: 'CPU-ms', values: [cpuMsPerClock], most: cpu },
      { id: 'P15', what: `how late, p99, ${when}`, unit: 's', values: [p99], most: late },
      { id: 'P15', what: `lost or fired twice, ${when}`, unit: '', values: [lost + twice], most: 0 },
    );
  }
  return figures;
};
