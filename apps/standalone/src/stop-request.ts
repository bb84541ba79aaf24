import { readFileSync } from 'node:fs';

const orphanCheckMs = 1_000;

/** Learns that this process is to end: by a signal, or because the npm that started it was killed. */
export class StopRequest {
  private tell: (reason: string) => void = () => undefined;
  /** Resolves with the reason, once. */
  readonly made: Promise<string>;
  reason?: string;

  constructor({ underNpm }: { underNpm: boolean }) {
    this.made = new Promise((resolve) => (this.tell = resolve));
    // A terminal sends Ctrl-C to npm too, which sends it on: the same wish, told twice.
    for (const signal of signals()) process.on(signal, () => this.make(signal));
    if (underNpm) this.watchParent();
  }

  make(reason: string): void {
    this.reason ??= reason;
    this.tell(this.reason);
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

/** Under nohup a closed terminal is to be ignored, and a listener would undo that. */
function signals(): NodeJS.Signals[] {
  return ignoresHangUp() ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
}

function ignoresHangUp() {
  try {
    const ignored = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
    return (BigInt(`0x${ignored}`) & 1n) === 1n;
  } catch {
    return false;
  }
}

/** The start was called off before it was done. */
export class StoppedEarly extends Error {}
