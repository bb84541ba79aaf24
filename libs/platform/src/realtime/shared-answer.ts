import { setTimeout as pause } from 'node:timers/promises';

/**
 * Shares one answer between callers and asks at most once per interval. A call after `noteChange` waits for an answer
 * that was asked for after that change.
 */
export class SharedAnswer<T> {
  private answer: Promise<T> | null = null;
  private next: Promise<T> | null = null;
  private askedAt = -Infinity;
  private hasChanged = false;

  constructor(
    private readonly ask: () => Promise<T>,
    private readonly everyMs: number,
  ) {}

  /** Marks the last answer as outdated. */
  noteChange(): void {
    this.hasChanged = true;
  }

  get(): Promise<T> {
    const age = performance.now() - this.askedAt;
    if (this.answer && !this.hasChanged && age < this.everyMs) return this.answer;
    return (this.next ??= this.askIn(Math.max(0, this.everyMs - age)));
  }

  private async askIn(ms: number): Promise<T> {
    await (ms > 0 ? pause(ms) : Promise.resolve());
    // Later callers may know of a change that this question misses, so they need the next one.
    this.next = null;
    this.hasChanged = false;
    this.askedAt = performance.now();
    this.answer = this.ask();
    this.answer.catch(() => (this.answer = null));
    return this.answer;
  }
}
