import type { Socket } from 'socket.io';
import { inWorkspace } from '../database/workspace-context.js';
import { settledWithin } from '../jobs/index.js';

/** How to recheck the sockets of a namespace. */
export interface SocketRecheck<S extends Socket = Socket> {
  workspaceOf(socket: S): string;
  /**
   * Checks the sessions of some sockets of the workspace in context, and disconnects the sockets or changes their
   * rooms.
   */
  recheck(sockets: S[]): Promise<void>;
}

const everyMs = 4_000;
/** Sockets per statement. */
const batch = 200;
/** Concurrent batches, so that many small workspaces take no longer than a large one. */
const batchesAtOnce = 4;
/** Time limit of a batch, so that a dead connection does not end all rechecks. */
const patienceMs = 10_000;

/**
 * Checks every four seconds whether the session of each open socket is still valid: one statement per batch of a
 * workspace, and one round at a time, so that a slow database does not get more queries.
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

  /** Does nothing while the previous round runs. */
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
      // A failed batch is checked again in the next round.
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
