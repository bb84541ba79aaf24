/** Steps that people count in, in seconds. */
const steps = [
  10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 172_800, 345_600, 604_800,
  1_209_600,
];

/** Four or five gridlines of a round number of minutes, hours or days, from zero to above the highest value. */
export function gridlines(highest: number): number[] {
  const step = steps.find((each) => each * 4 >= highest) ?? Math.ceil(highest / 4);
  const count = Math.max(2, Math.ceil(highest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Runs of neighbouring points; a day on which nothing was measured parts two of them. */
export function runsOf(values: (number | null)[]): { index: number; value: number }[][] {
  const runs: { index: number; value: number }[][] = [[]];
  values.forEach((value, index) => {
    if (value === null) runs.push([]);
    else runs.at(-1)!.push({ index, value });
  });
  return runs.filter((run) => run.length > 0);
}
