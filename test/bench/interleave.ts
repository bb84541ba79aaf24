import { median } from './statistics.js';

export interface Pair {
  floor: number;
  ours: number;
}
export interface Interleaved<T> {
  floors: [T, T];
  ours: T;
}

/** The floor, ours, the floor again, interleaved; the ratio of each run is to the mean of the two floors around it. */
export async function interleave<T>(
  runs: number,
  floor: () => Promise<T>,
  ours: (run: number) => Promise<T>,
): Promise<Interleaved<T>[]> {
  const measured: Interleaved<T>[] = [];
  let before = await floor();
  for (let run = 0; run < runs; run++) {
    const own = await ours(run);
    const after = await floor();
    measured.push({ floors: [before, after], ours: own });
    before = after;
  }
  return measured;
}

/** One figure of what was interleaved. */
export const pairsOf = <T>(measured: Interleaved<T>[], pick: (run: T) => number): Pair[] =>
  measured.map(({ floors: [before, after], ours }) => ({ floor: (pick(before) + pick(after)) / 2, ours: pick(ours) }));

/** Whether the median of the ratios is within a bound. */
export const ratioOf = (pairs: Pair[]): number => median(pairs.map(({ floor, ours }) => ours / floor));

export async function repeat<T>(runs: number, work: (run: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (let run = 0; run < runs; run++) done.push(await work(run));
  return done;
}
