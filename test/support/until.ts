import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until something holds and returns it; the error names what it waited for. The longer it takes the more seldom
 * it looks, down to a quarter as often: what is waited for needs the processor more than the looking.
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = 10_000,
  everyMs = 50,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + withinMs;
  for (let rest = everyMs; ; rest = Math.min(rest * 1.2, everyMs * 4)) {
    const found = await look();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await pause(rest);
  }
}
