import { setTimeout as pause } from 'node:timers/promises';

/**
 * One answer for everybody who asks: the question is asked at most once in a while. Whoever asks after a change that was
 * noted gets an answer that was asked for after it, and waits for that if need be.
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

  /** What was answered may be wrong from here on. */
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
    // Who asks from here on may know of a change that this question misses.
    this.next = null;
    this.hasChanged = false;
    this.askedAt = performance.now();
    this.answer = this.ask();
    this.answer.catch(() => (this.answer = null));
    return this.answer;
  }
}
