/** Steps of the axis in seconds: the round numbers of minutes, hours and days. */
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

/** Runs of neighbouring points. A day without a measurement separates two runs. */
export function runsOf(values: (number | null)[]): { index: number; value: number }[][] {
  const runs: { index: number; value: number }[][] = [[]];
  values.forEach((value, index) => {
    if (value === null) runs.push([]);
    else runs.at(-1)!.push({ index, value });
  });
  return runs.filter((run) => run.length > 0);
}

/** Indexes of the days that get a date on the axis, evenly spread. */
export const dayTicks = (count: number, max: number): number[] =>
  Array.from({ length: Math.min(max, count) }, (_, index) =>
    Math.round((index * (count - 1)) / Math.max(1, Math.min(max, count) - 1)),
  );

/** The two labels at the lines' ends, moved apart where they would overlap. */
export function separated<T extends { y: number }>(labels: T[]): T[] {
  const [upper, lower] = labels as [T, T];
  return Math.abs(upper.y - lower.y) >= 15 ? labels : [{ ...upper, y: Math.min(upper.y, lower.y - 15) }, lower];
}
