import { setTimeout as pause } from 'node:timers/promises';

/** Waits until something holds and returns it; what it waited for stands in the error. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = 10_000,
  everyMs = 50,
): Promise<NonNullable<T>> {
  for (const deadline = Date.now() + withinMs; ; await pause(everyMs)) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
  }
}
