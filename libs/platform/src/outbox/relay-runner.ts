import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Log } from '../observe/index.js';
import { Realtime } from '../realtime/index.js';
import { eventsCommittedTopic } from './notify-relays.js';
import { onEventsCommitted } from './publish.js';
import { type DueLanes, Relay } from './relay.js';
import { findSubscribers } from './subscriber.js';

/** Workspaces that are worked on side by side. Each takes a connection, of which the jobs need most. */
const workspacesAtOnce = 4;
/** Only what no commit woke us for is found by this: a notice that was lost, or events of a process that died. */
const pollMs = 5_000;
const retryMs = 250;
const maxRetryMs = 2_000;

/**
 * Runs the relay in a worker: at once after a commit in this process, or in another one that notifies. A workspace is
 * worked on by one run at a time and a batch each turn, so that a slow or a large one keeps no other waiting.
 */
@Injectable()
export class RelayRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Each workspace that is being worked on. */
  private readonly busy = new Map<string, Promise<void>>();
  /** Workspaces with due events, for which there was no room yet. */
  private waiting: DueLanes[] = [];
  private looking: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  private failures = 0;
  private poll?: NodeJS.Timeout;
  private readonly timers = new Map<number, NodeJS.Timeout>();
  private readonly forgetWakers: (() => void)[];

  constructor(
    private readonly relay: Relay,
    private readonly discovery: DiscoveryService,
    log: Log,
    realtime: Realtime,
  ) {
    this.forgetWakers = [
      onEventsCommitted(() => this.wake()),
      realtime.onTold(eventsCommittedTopic, () => this.wake()),
    ];
    relay.lookAgain = (seconds) => this.wakeIn(seconds * 1_000);
    relay.report = (subscriber, { id, type, ticketId, workspaceId, attempts }, error) =>
      log.error(subscriber ? 'a subscriber failed' : 'an event does not parse', error, {
        subscriber,
        event: id,
        type,
        ticketId,
        workspaceId,
        attempts,
      });
  }

  onApplicationBootstrap(): void {
    this.relay.use(findSubscribers(this.discovery));
    this.poll = setInterval(() => this.wake(), pollMs * (0.9 + Math.random() / 5));
    this.poll.unref();
    this.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.forgetWakers.forEach((forget) => forget());
    clearInterval(this.poll);
    for (const timer of this.timers.values()) clearTimeout(timer);
    await this.looking;
    await Promise.all(this.busy.values());
  }

  /** Looks for due events now, or as soon as there is room for another workspace. */
  wake(): void {
    this.again = true;
    // Wakers may run before the subscribers are known.
    if (!this.poll || this.looking || this.stopped || !this.hasRoom()) return;
    this.looking = this.look().finally(() => {
      this.looking = null;
      if (this.again && this.hasRoom()) this.wake();
    });
  }

  private async look(): Promise<void> {
    this.again = false;
    try {
      this.waiting = await this.relay.due([...this.busy.keys()]);
      this.failures = 0;
    } catch {
      // The database is away: come back to it, more slowly each time.
      return this.wakeIn(Math.min(maxRetryMs, retryMs * 2 ** this.failures++));
    }
    this.begin();
  }

  private begin(): void {
    while (this.waiting.length && this.busy.size < workspacesAtOnce && !this.stopped) {
      const due = this.waiting.shift()!;
      const run = this.runOne(due).finally(() => {
        this.busy.delete(due.workspaceId);
        this.begin();
        if (this.again) this.wake();
      });
      this.busy.set(due.workspaceId, run);
    }
  }

  private async runOne(due: DueLanes): Promise<void> {
    try {
      if ((await this.relay.run(due)) > 0) this.again = true;
    } catch {
      this.wakeIn(maxRetryMs);
    }
  }

  private hasRoom(): boolean {
    return this.waiting.length === 0 && this.busy.size < workspacesAtOnce;
  }

  /** Many that are due at about the same time share a timer. */
  private wakeIn(ms: number): void {
    const slot = Math.ceil((Date.now() + ms) / retryMs);
    if (this.timers.has(slot) || this.stopped) return;
    const fire = () => {
      this.timers.delete(slot);
      this.wake();
    };
    this.timers.set(slot, setTimeout(fire, slot * retryMs - Date.now()).unref());
  }
}
