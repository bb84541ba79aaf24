/** Runs work whose result all callers share: a caller that arrives while a round runs gets the next one. */
export class SharedRounds<T> {
  private readonly running = new Map<string, { current: Promise<T>; next?: Promise<T> }>();

  /** Resolves with a round that began after this call. */
  join(key: string, work: () => Promise<T>): Promise<T> {
    const busy = this.running.get(key);
    if (!busy) return this.begin(key, work);
    busy.next ??= busy.current
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => this.begin(key, work));
    return busy.next;
  }

  private begin(key: string, work: () => Promise<T>): Promise<T> {
    const round = { current: work() };
    this.running.set(key, round);
    const forget = () => {
      if (this.running.get(key) === round && !('next' in round)) this.running.delete(key);
    };
    round.current.then(forget, forget);
    return round.current;
  }
}
