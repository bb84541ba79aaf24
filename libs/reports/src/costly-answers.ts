interface Kept<T> {
  answer: Promise<T>;
  until: number;
}

const fromMs = 100;
const timesItsCost = 20;
/** One over a year takes a quarter of a megabyte. */
const mostKept = 50;

/**
 * Caches results for longer, the more they cost: a cheap one is always fresh, and concurrent callers share an expensive
 * one.
 */
export class CostlyAnswers<T> {
  private readonly kept = new Map<string, Kept<T>>();

  /** @param longestMs how long an answer is kept at most */
  constructor(private readonly longestMs = 60_000) {}

  get(key: string, work: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key);
    if (known && known.until > performance.now()) return known.answer;
    const entry: Kept<T> = { answer: work(), until: Infinity };
    this.forgetOver();
    this.kept.set(key, entry);
    this.judge(key, entry, performance.now());
    return entry.answer;
  }

  /** An answer over a year is large: it goes when its time is over, and the oldest ones where there are too many. */
  private forgetOver() {
    const now = performance.now();
    for (const [key, { until }] of this.kept) if (until <= now) this.kept.delete(key);
    const known = [...this.kept].filter(([, { until }]) => until !== Infinity);
    for (const [key] of known.slice(0, Math.max(0, known.length - mostKept + 1))) this.kept.delete(key);
  }

  private judge(key: string, entry: Kept<T>, began: number) {
    const forget = () => {
      if (this.kept.get(key) === entry) this.kept.delete(key);
    };
    entry.answer.then(() => {
      const cost = performance.now() - began;
      if (cost < fromMs) return forget();
      entry.until = performance.now() + Math.min(this.longestMs, cost * timesItsCost);
    }, forget);
  }
}
