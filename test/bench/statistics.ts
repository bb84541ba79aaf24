export const sorted = (values: number[]): number[] => [...values].sort((a, b) => a - b);

/** The value below which a share of all values is. */
export const percentile = (values: number[], share: number): number =>
  sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? NaN;

export const median = (values: number[]): number => percentile(values, 0.5);

/** Median and range, for people. */
export function spread(values: number[], digits = 2): string {
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)];
  return `${middle.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}

/** Runs work for each number below `count`, so many at a time. */
export async function inParallel(count: number, width: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lanes = Array.from({ length: width }, async () => {
    while (next < count) await work(next++);
  });
  await Promise.all(lanes);
}
