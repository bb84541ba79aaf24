/** Awaits a promise, or throws the error `late` when it takes longer. The work itself is not stopped. */
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

/** Waits until a promise settles, at most this long. Returns whether it was fulfilled in time. */
export async function settledWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  return withDeadline(work, ms, () => new Error('late')).then(
    () => true,
    () => false,
  );
}
