import type { Socket } from 'socket.io';
import { inWorkspace } from '../database/workspace-context.js';
import { settledWithin } from '../jobs/index.js';

/** How the sockets of a namespace are asked about. */
export interface SocketRecheck<S extends Socket = Socket> {
  workspaceOf(socket: S): string;
  /** Asks whether the sessions of some sockets still hold, in their workspace, and cuts or moves the sockets. */
  recheck(sockets: S[]): Promise<void>;
}

const everyMs = 4_000;
/** Sockets asked about by one statement. */
const batch = 200;
/** Batches under way at the same time, so that many small workspaces take no longer than a large one. */
const batchesAtOnce = 4;
/** A connection that has died silently must not end all rechecks. */
const patienceMs = 10_000;

/**
 * Asks again, every four seconds, whether the session of each open socket still holds: a batch of one workspace by one
 * statement, and one round at a time, so that a database that is slow is not asked yet more.
 */
export class RecheckSockets<S extends Socket = Socket> {
  private timer?: NodeJS.Timeout;
  private isRunning = false;

  constructor(private readonly how: SocketRecheck<S>) {}

  start(sockets: () => Iterable<S>): void {
    this.timer = setInterval(() => void this.run(sockets()), everyMs);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Does nothing while the round before still runs. */
  async run(sockets: Iterable<S>): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      const queue = this.batchesOf(sockets);
      await Promise.all(Array.from({ length: batchesAtOnce }, () => this.workOff(queue)));
    } finally {
      this.isRunning = false;
    }
  }

  private async workOff(queue: [string, S[]][]): Promise<void> {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [workspaceId, sockets] = next;
      // A batch that fails, as when the database is away, is asked about again in the next round.
      await settledWithin(
        inWorkspace(workspaceId, () => this.how.recheck(sockets)),
        patienceMs,
      );
    }
  }

  /** Sockets of one workspace together, at most a batch of them. */
  private batchesOf(sockets: Iterable<S>): [string, S[]][] {
    const byWorkspace = new Map<string, S[]>();
    for (const socket of sockets) {
      const workspaceId = this.how.workspaceOf(socket);
      const others = byWorkspace.get(workspaceId);
      if (others) others.push(socket);
      else byWorkspace.set(workspaceId, [socket]);
    }
    return [...byWorkspace].flatMap(([workspaceId, all]) =>
      Array.from({ length: Math.ceil(all.length / batch) }, (_, index): [string, S[]] => [
        workspaceId,
        all.slice(index * batch, (index + 1) * batch),
      ]),
    );
  }
}
