const secondsOf = (work: () => unknown) => {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1e6;
};

/**
 * That hostile input of a size costs work in proportion to it. What is done in two seconds of the processor is fast
 * enough on any machine; what takes longer must grow as its input does: eight times for eight times as much, where a
 * loop in a loop takes 64. The least of three tries counts, as other work on the machine can only add.
 */
export function expectLinear(work: (size: number) => unknown, size: number): void {
  if (secondsOf(() => work(size)) < 2) return;
  const growth = () => secondsOf(() => work(size)) / secondsOf(() => work(size / 8));
  expect(Math.min(growth(), growth(), growth())).toBeLessThan(30);
}
