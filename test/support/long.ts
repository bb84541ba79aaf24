/** Whether this is `npm run test:long`: every test, with the waits at their full length. */
export const isLong = process.env.WAYPOST_TEST_LONG === '1';

/** Nothing is registered where nothing runs: a test that is left to the long run is no skipped one. */
const absent = Object.assign(() => undefined, { each: () => () => undefined });
/** Jest makes `it` anew for each file, and files share this module: so it is asked for at each use. */
const present = Object.assign((...test: Parameters<jest.It>) => it(...test), {
  each: (...rows: unknown[]) => (it.each as (...all: unknown[]) => unknown)(...rows),
});

/**
 * `it` for a test that costs seconds of the processor and guards what others guard in part: the long run has it. Whole
 * files of that kind end in `.long.spec.ts`.
 */
export const itLong = (isLong ? present : absent) as unknown as jest.It;
