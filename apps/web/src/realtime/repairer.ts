/**
 * Returns a function that runs a repair now, and once more afterwards when it is called meanwhile: a response under way
 * may be older than the hint. One repair runs at a time, with a pause of `pauseMs` between.
 */
export function createRepairer(repair: () => Promise<unknown>, pauseMs: number): () => void {
  let isRunning = false;
  let isWanted = false;
  const run = async () => {
    isRunning = true;
    isWanted = false;
    await repair().catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    isRunning = false;
    if (isWanted) void run();
  };
  return () => {
    isWanted = true;
    if (!isRunning) void run();
  };
}
