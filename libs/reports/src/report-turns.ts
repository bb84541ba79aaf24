import { Problem } from '#libs/platform';

interface Waiting {
  workspaceId: string;
  begin: () => void;
}

/** Seconds after which a caller who was refused may well find a turn. */
const retryAfterSeconds = 5;
export const usualBounds = { atOnce: 2, waiting: 24, ofOneWorkspace: 8, longestMs: 20_000 };

/**
 * Lets few reports be worked out at a time: one over a year takes a hundred megabytes for a moment. Others wait in
 * order, so many of each workspace and so long; beyond that a caller is asked to come again.
 */
export class ReportTurns {
  private running = 0;
  private readonly waiting: Waiting[] = [];

  constructor(private readonly bounds = usualBounds) {}

  async run<T>(workspaceId: string, work: () => Promise<T>): Promise<T> {
    if (this.running < this.bounds.atOnce) this.running++;
    else await this.wait(workspaceId);
    try {
      return await work();
    } finally {
      this.passOn();
    }
  }

  /** Resolves when the turn of another was passed on. */
  private wait(workspaceId: string): Promise<void> {
    const own = this.waiting.filter((each) => each.workspaceId === workspaceId).length;
    if (this.waiting.length >= this.bounds.waiting || own >= this.bounds.ofOneWorkspace) throw tooMany();
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(tooMany());
      };
      const timer = setTimeout(giveUp, this.bounds.longestMs).unref();
      const begin = () => {
        clearTimeout(timer);
        resolve();
      };
      const entry = { workspaceId, begin };
      this.waiting.push(entry);
    });
  }

  private passOn() {
    const next = this.waiting.shift();
    if (next) next.begin();
    else this.running--;
  }
}

const tooMany = () =>
  new Problem('unavailable', {
    detail: 'Other reports are being worked out; try again in a moment',
    retryAfterSeconds,
  });
