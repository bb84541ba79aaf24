import { Injectable } from '@nestjs/common';
import { ChainTooDeep } from '../chain/chain.js';
import { Database, type Tx, afterCommit, defer, rows } from '../database/database.js';
import { SystemDatabase } from '../database/system-database.js';
import { inWorkspace } from '../database/workspace-context.js';
import { JobsUnavailable } from '../jobs/index.js';
import { moveToDeadLetters } from './dead-letters.js';
import { claimLanes, deleteEvent, deleteEvents, dueLanes, nextEvents, postponeEvent } from './outbox.queries.js';
import { laneCount } from './publish.js';
import { type QueuedEvent, UnreadableEvent } from './read-event.js';
import { type RegisteredSubscriber, Subscriptions } from './subscriber.js';

export const batchSize = 100;
/** Lanes of one transaction; half of them, so that a second worker finds work as well. */
const lanesAtOnce = laneCount / 2;
const maxAttempts = 10;
/** An unreachable queue is no fault of the event: these retries are not counted. */
const unavailableSeconds = 2;
/** The relay that holds a lane may have read it just before our event was committed, so try the lane again. */
const heldSeconds = 0.25;
/** After some lanes of a run failed, and others did not. */
const failedSeconds = 2;

/** A workspace with due events, and their lanes. */
export interface DueLanes {
  workspaceId: string;
  lanes: number[];
  /** How many were found: see `mostDue`. */
  events: number;
}
/** Why a subscriber failed on an event; subscriber null: the event does not parse. */
interface Failure {
  subscriber: string | null;
  error: unknown;
}
export type ReportFailure = (subscriber: string | null, event: QueuedEvent, error: unknown) => void;
export type WakeAgain = (inSeconds: number) => void;

/** Handles committed events. The subscribers' effects and the deletion of the event commit together. */
@Injectable()
export class Relay {
  private subscriptions = new Subscriptions([]);
  report: ReportFailure = () => undefined;
  /** Called when work becomes due without a commit: a postponed event, or a lane that another relay holds. */
  wakeAgain: WakeAgain = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly system: SystemDatabase,
  ) {}

  use(subscribers: RegisteredSubscriber[]): void {
    this.subscriptions = new Subscriptions(subscribers);
  }

  /** Workspaces with due events, oldest event first. */
  due(except: string[] = []): Promise<DueLanes[]> {
    return this.system.query<DueLanes & Record<string, unknown>>(dueLanes, [except]);
  }

  /** Handles at most a batch of each of the lanes' due events. Returns how many events it ended or postponed. */
  run(due: Pick<DueLanes, 'workspaceId' | 'lanes'>): Promise<number> {
    return inWorkspace(due.workspaceId, () =>
      this.sumOf(inParts(due.lanes), (lanes) => this.runLanes(due.workspaceId, lanes)),
    );
  }

  private async runLanes(workspaceId: string, lanes: number[]): Promise<number> {
    try {
      return await this.database.transaction((tx) => this.handleAll(tx, workspaceId, lanes));
    } catch {
      // Repeat it lane by lane, each subscriber under its own savepoint, so that a failure affects nothing else.
      return this.sumOf(lanes, (lane) => this.database.transaction((tx) => this.handleEach(tx, workspaceId, lane)));
    }
  }

  /**
   * Sums up the work on each item, one after another. A failure does not stop the rest: it is tried again soon, and is
   * thrown when all else did nothing.
   */
  private async sumOf<T>(items: T[], work: (item: T) => Promise<number>): Promise<number> {
    const failures: unknown[] = [];
    let sum = 0;
    for (const item of items) {
      try {
        sum += await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length && sum === 0) throw failures[0];
    if (failures.length) this.wakeAgain(failedSeconds);
    return sum;
  }

  private async handleAll(tx: Tx, workspaceId: string, lanes: number[]): Promise<number> {
    const queued = await this.claim(tx, workspaceId, lanes);
    for (const reaction of this.subscriptions.reactionsToAll(queued)) await reaction.run(tx);
    if (queued.length) defer(tx, deleteEvents, [queued.map(({ id }) => id)]);
    return queued.length;
  }

  private async handleEach(tx: Tx, workspaceId: string, lane: number): Promise<number> {
    const held = new Set<string>();
    const queued = await this.claim(tx, workspaceId, [lane]);
    for (const each of queued) {
      if (each.ticketId && held.has(each.ticketId)) continue;
      const isPostponed = await this.handleOne(tx, each);
      if (isPostponed && each.ticketId) held.add(each.ticketId);
    }
    return queued.length;
  }

  private async handleOne(tx: Tx, queued: QueuedEvent): Promise<boolean> {
    const done = [...queued.done];
    const failures: Failure[] = [];
    try {
      for (const { subscriber, run } of this.subscriptions.reactionsTo(queued)) {
        const error = await underSavepoint(tx, () => run(tx));
        if (error === null) done.push(subscriber);
        else failures.push({ subscriber, error });
      }
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error;
      failures.push({ subscriber: null, error });
    }
    for (const { subscriber, error } of failures) this.report(subscriber, queued, error);
    return this.settle(tx, queued, done, failures);
  }

  /**
   * Deletes the event, or postpones it for the subscribers that are retried; final failures go to the dead letters.
   * @returns whether later events of the ticket must wait
   */
  private async settle(tx: Tx, event: QueuedEvent, done: string[], failures: Failure[]): Promise<boolean> {
    const [dead, retried] = this.sort(event, failures);
    for (const { subscriber, error } of dead) await moveToDeadLetters(tx, event, subscriber, error);
    if (retried.length === 0) {
      await tx.query(deleteEvent, [event.id]);
      return false;
    }
    const onlyUnavailable = retried.every(isUnavailable);
    const waitSeconds = onlyUnavailable ? unavailableSeconds : Math.min(600, 2 ** event.attempts);
    const handled = [...done, ...dead.flatMap(({ subscriber }) => subscriber ?? [])];
    await tx.query(postponeEvent, [event.id, handled, waitSeconds, onlyUnavailable ? 0 : 1]);
    afterCommit(tx, () => this.wakeAgain(waitSeconds));
    return true;
  }

  /** Splits failures into final ones and those to retry. */
  private sort({ attempts }: QueuedEvent, failures: Failure[]): [Failure[], Failure[]] {
    const curable = failures.filter(
      ({ error }) => !(error instanceof UnreadableEvent) && !(error instanceof ChainTooDeep),
    );
    const retried = curable.every(isUnavailable) || attempts + 1 < maxAttempts ? curable : [];
    return [failures.filter((failure) => !retried.includes(failure)), retried];
  }

  /**
   * Due events of the lanes that no other relay holds. Read after the claim, so that none of them is already deleted.
   */
  private async claim(tx: Tx, workspaceId: string, lanes: number[]): Promise<QueuedEvent[]> {
    const claim = rows<{ lane: number }>(tx, claimLanes, [workspaceId, lanes]);
    const [claimed, events] = await Promise.all([claim, rows<QueuedEvent>(tx, nextEvents, [lanes, batchSize])]);
    const ours = new Set(claimed.map(({ lane }) => lane));
    if (ours.size < lanes.length) this.wakeAgain(heldSeconds);
    return events.filter(({ lane }) => ours.has(lane));
  }
}

async function underSavepoint(tx: Tx, work: () => Promise<void>): Promise<unknown> {
  await tx.query('savepoint subscriber');
  try {
    await work();
    await tx.query('release savepoint subscriber');
    return null;
  } catch (error) {
    await tx.query('rollback to savepoint subscriber');
    return error;
  }
}

const isUnavailable = ({ error }: Failure): boolean => error instanceof JobsUnavailable;

const inParts = (lanes: number[]): number[][] =>
  Array.from({ length: Math.ceil(lanes.length / lanesAtOnce) }, (_, part) =>
    lanes.slice(part * lanesAtOnce, (part + 1) * lanesAtOnce),
  );
