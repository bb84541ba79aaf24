const orphanCheckMs = 1_000;

/** Notices that this process is to end: by a signal, or because the npm that started it was killed. */
export class StopRequest {
  private resolve: (reason: string) => void = () => undefined;
  /** Resolves with the reason, once. */
  readonly made: Promise<string>;
  reason?: string;

  constructor({ underNpm }: { underNpm: boolean }) {
    this.made = new Promise((resolve) => (this.resolve = resolve));
    // A terminal sends Ctrl-C to npm too, which sends it on: the same request, received twice.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => this.make(signal));
    // The terminal was closed. Started without one, as by nohup, it is meant to go on.
    process.on('SIGHUP', () => process.stdin.isTTY && this.make('SIGHUP'));
    if (underNpm) this.watchParent();
  }

  make(reason: string): void {
    this.reason ??= reason;
    this.resolve(this.reason);
  }

  /** Between two steps of the start. */
  throwIfMade(): void {
    if (this.reason) throw new StoppedEarly();
  }

  /** Killed outright, npm passes nothing on; without this its `npm start` would go on unseen. */
  private watchParent() {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) this.make('the end of npm');
    }, orphanCheckMs).unref();
  }
}

/** The start was called off before it was done. */
export class StoppedEarly extends Error {}
