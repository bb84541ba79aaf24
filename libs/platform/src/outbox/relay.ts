import { Injectable } from '@nestjs/common';
import { Database, type Tx, afterCommit, defer, rows } from '../database/database.js';
import { newId } from '../database/new-id.js';
import { SystemDatabase } from '../database/system-database.js';
import { inWorkspace } from '../database/workspace-context.js';
import { JobsUnavailable } from '../jobs/index.js';
import { laneCount } from './append-event.js';
import type { StoredEvent } from './event.js';
import { buryEvent, claimLanes, deleteEvents, dueLanes, nextEvents, postponeEvent } from './outbox.queries.js';
import type { Subscriber } from './subscriber.js';

const batchSize = 100;
/** So many are worked off together; half of them, so that a second worker finds work as well. */
const lanesAtOnce = laneCount / 2;
const maxAttempts = 10;
/** A queue that is away is no fault of the event: it waits as long as that takes. */
const awaySeconds = 2;
/** Another relay may have read a lane just before an event was committed to it, and end without it. */
const heldSeconds = 0.25;

/** A workspace with events that are due, and the lanes in which they wait. */
export interface DueLanes {
  workspaceId: string;
  lanes: number[];
}
type QueuedEvent = StoredEvent & { done: string[]; lane: number };
export type ReportFailure = (subscriber: string, event: StoredEvent, error: unknown) => void;
export type LookAgain = (inSeconds: number) => void;

/** Works off committed events: each subscriber's effect and the end of the event commit together. */
@Injectable()
export class Relay {
  private subscribers: Subscriber[] = [];
  report: ReportFailure = () => undefined;
  /** Called where something will be due that no commit wakes us for: a postponed event, or a lane that another relay holds. */
  lookAgain: LookAgain = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly system: SystemDatabase,
  ) {}

  use(subscribers: Subscriber[]): void {
    this.subscribers = subscribers;
  }

  /** Where events are due, the oldest first, without the workspaces that are named. */
  due(except: string[] = []): Promise<DueLanes[]> {
    return this.system.query<DueLanes & Record<string, unknown>>(dueLanes, [except]);
  }

  /** Handles at most a batch of each of the lanes' due events. Returns how many events it ended or postponed. */
  run(due: DueLanes): Promise<number> {
    return inWorkspace(due.workspaceId, () =>
      sumOf(inParts(due.lanes), (lanes) => this.runLanes(due.workspaceId, lanes)),
    );
  }

  private async runLanes(workspaceId: string, lanes: number[]): Promise<number> {
    try {
      return await this.database.transaction((tx) => this.handleAll(tx, workspaceId, lanes));
    } catch {
      // Some subscriber failed. Lane by lane, and each subscriber under its own savepoint, so that it fails alone.
      return sumOf(lanes, (lane) => this.database.transaction((tx) => this.handleEach(tx, workspaceId, lane)));
    }
  }

  private async handleAll(tx: Tx, workspaceId: string, lanes: number[]): Promise<number> {
    const events = await this.claim(tx, workspaceId, lanes);
    for (const event of events) {
      for (const subscriber of this.waiting(event)) await subscriber.handle(tx, event);
    }
    if (events.length) defer(tx, deleteEvents, [events.map((event) => event.id)]);
    return events.length;
  }

  private async handleEach(tx: Tx, workspaceId: string, lane: number): Promise<number> {
    const held = new Set<string>();
    const events = await this.claim(tx, workspaceId, [lane]);
    for (const event of events) {
      if (event.ticketId && held.has(event.ticketId)) continue;
      const failed = await this.handleOne(tx, event);
      if (failed && event.ticketId) held.add(event.ticketId);
    }
    return events.length;
  }

  private async handleOne(tx: Tx, event: QueuedEvent): Promise<boolean> {
    const done = [...event.done];
    const failures: [Subscriber, unknown][] = [];
    for (const subscriber of this.waiting(event)) {
      const error = await underSavepoint(tx, () => subscriber.handle(tx, event));
      if (error === null) done.push(subscriber.name);
      else failures.push([subscriber, error]);
    }
    for (const [subscriber, error] of failures) this.report(subscriber.name, event, error);
    return this.settle(tx, event, done, failures);
  }

  /** Ends the event, postpones it, or buries what keeps failing. Says whether later events of the ticket must wait. */
  private async settle(
    tx: Tx,
    event: QueuedEvent,
    done: string[],
    failures: [Subscriber, unknown][],
  ): Promise<boolean> {
    const onlyAway = failures.every(([, error]) => error instanceof JobsUnavailable);
    if (failures.length && (onlyAway || event.attempts + 1 < maxAttempts)) {
      const waitSeconds = onlyAway ? awaySeconds : Math.min(600, 2 ** event.attempts);
      await tx.query(postponeEvent, [event.id, done, waitSeconds, onlyAway ? 0 : 1]);
      afterCommit(tx, () => this.lookAgain(waitSeconds));
      return true;
    }
    for (const [subscriber, error] of failures) {
      const data = {
        type: event.type,
        ticketId: event.ticketId ?? null,
        payload: event.payload,
        subscriber: subscriber.name,
      };
      await tx.query(buryEvent, [newId(), event.id, String((error as Error)?.message ?? error).slice(0, 500), data]);
    }
    await tx.query(deleteEvents, [[event.id]]);
    return false;
  }

  /** Events of those lanes that no other relay works on. They are read after the claim, so that none was ended meanwhile. */
  private async claim(tx: Tx, workspaceId: string, lanes: number[]): Promise<QueuedEvent[]> {
    const claim = rows<{ lane: number }>(tx, claimLanes, [workspaceId, lanes]);
    const [claimed, events] = await Promise.all([claim, rows<QueuedEvent>(tx, nextEvents, [lanes, batchSize])]);
    const ours = new Set(claimed.map(({ lane }) => lane));
    if (ours.size < lanes.length) this.lookAgain(heldSeconds);
    return events.filter(({ lane }) => ours.has(lane));
  }

  private waiting(event: QueuedEvent): Subscriber[] {
    return this.subscribers.filter(
      (subscriber) => subscriber.on.includes(event.type) && !event.done.includes(subscriber.name),
    );
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

const inParts = (lanes: number[]): number[][] =>
  Array.from({ length: Math.ceil(lanes.length / lanesAtOnce) }, (_, part) =>
    lanes.slice(part * lanesAtOnce, (part + 1) * lanesAtOnce),
  );

/** Does the work for each, one after another. What cannot be done holds up no other; it is thrown when nothing else was done. */
async function sumOf<T>(items: T[], work: (item: T) => Promise<number>): Promise<number> {
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
  return sum;
}
