/**
 * Runs a repair now, and once more after it when hints came meanwhile: an answer that was on its way may be older than
 * the hint. However many hints come, one repair runs at a time, with a pause between.
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
