/** The outcome of a promise, or the error if it takes longer. The work itself goes on; nobody waits for it any more. */
export async function withDeadline<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late()), ms);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for a promise to settle either way, but no longer than this. */
export async function settledWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  return withDeadline(work, ms, () => new Error('late')).then(
    () => true,
    () => false,
  );
}
