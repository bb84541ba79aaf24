import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Log } from '../observe/index.js';
import { Realtime } from '../realtime/index.js';
import { eventsCommittedTopic } from './notify-relays.js';
import { onEventsCommitted } from './publish.js';
import { mostDue } from './outbox.queries.js';
import { type DueLanes, Relay, batchSize } from './relay.js';
import { findSubscribers } from './subscriber.js';

/** Each workspace takes a connection, and the jobs need most of these. */
const workspacesAtOnce = 4;
/** Finds events whose notice was lost, and those of a process that died after its commit. */
const pollMs = 5_000;
const retryMs = 250;
const maxRetryMs = 2_000;
/** While a workspace is busy, each of its commits would ask for the others' events: no two queries are closer. */
const restMs = 25;

/**
 * Runs the relay in a worker, after each commit in this process and after each notice of another one. A workspace has
 * at most one run at a time, of one batch, so that a slow or large workspace does not delay the others.
 */
@Injectable()
export class RelayRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  /** The run of each busy workspace. */
  private readonly busy = new Map<string, Promise<void>>();
  /** Busy workspaces that may have events which their run does not know of. */
  private readonly toRepeat = new Set<string>();
  /** Workspaces with due events that wait until a run ends. */
  private waiting: DueLanes[] = [];
  /** A query for due events, and the rest after it. */
  private querying: Promise<void> | null = null;
  private endRest: () => void = () => undefined;
  private again = false;
  /** Whether the last query found as many events as it reads: there may be others. */
  private isBacklog = false;
  private stopped = false;
  private failures = 0;
  private poll?: NodeJS.Timeout;
  private readonly timers = new Map<number, NodeJS.Timeout>();
  private readonly unsubscribers: (() => void)[];

  constructor(
    private readonly relay: Relay,
    private readonly discovery: DiscoveryService,
    log: Log,
    realtime: Realtime,
  ) {
    this.unsubscribers = [
      onEventsCommitted((workspaceId) => this.wakeFor(workspaceId)),
      realtime.onBroadcast(eventsCommittedTopic, () => this.wake()),
    ];
    relay.wakeAgain = (seconds) => this.wakeIn(seconds * 1_000);
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
    this.unsubscribers.forEach((unsubscribe) => unsubscribe());
    clearInterval(this.poll);
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.endRest();
    await this.querying;
    await Promise.all(this.busy.values());
  }

  /** Events of a busy workspace are found after its run, without a query for others' that would find none. */
  private wakeFor(workspaceId: string | null): void {
    if (workspaceId && this.busy.has(workspaceId)) this.toRepeat.add(workspaceId);
    else this.wake();
  }

  /** Queries for due events now, or as soon as another workspace may run. */
  wake(): void {
    this.again = true;
    for (const workspaceId of this.busy.keys()) this.toRepeat.add(workspaceId);
    // A commit may wake us before the subscribers are known.
    if (!this.poll || this.querying || this.stopped || !this.hasRoom()) return;
    this.querying = this.findDue()
      .then(() => this.rest())
      .finally(() => {
        this.querying = null;
        if (this.again && this.hasRoom()) this.wake();
      });
  }

  /** No rest while no workspace is busy, nor after a run: its workspace may have more. */
  private async rest(): Promise<void> {
    if (this.busy.size === 0 || this.stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, restMs);
      this.endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async findDue(): Promise<void> {
    this.again = false;
    try {
      this.waiting = await this.relay.due([...this.busy.keys()]);
      this.isBacklog = this.waiting.reduce((sum, { events }) => sum + events, 0) >= mostDue;
      // Its events may be all of a few workspaces': the next query leaves those out.
      if (this.isBacklog) this.again = true;
      this.failures = 0;
    } catch {
      // The database is unreachable: retry with a longer delay each time.
      return this.wakeIn(Math.min(maxRetryMs, retryMs * 2 ** this.failures++));
    }
    this.begin();
  }

  private begin(): void {
    while (this.waiting.length && this.busy.size < workspacesAtOnce && !this.stopped) {
      const due = this.waiting.shift()!;
      const run = this.runOne(due).finally(() => {
        this.busy.delete(due.workspaceId);
        if (this.toRepeat.delete(due.workspaceId)) this.again = true;
        this.endRest();
        this.begin();
        if (this.again) this.wake();
      });
      this.busy.set(due.workspaceId, run);
    }
  }

  private async runOne(due: DueLanes): Promise<void> {
    try {
      const ended = await this.relay.run(due);
      // A batch that was not full has taken all that was due, so what comes next has a wake of its own.
      if (ended >= batchSize || (ended > 0 && this.isBacklog)) this.again = true;
    } catch {
      this.wakeIn(maxRetryMs);
    }
  }

  private hasRoom(): boolean {
    return this.waiting.length === 0 && this.busy.size < workspacesAtOnce;
  }

  /** Events that become due at about the same time share a timer. */
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
