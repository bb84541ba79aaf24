import { Injectable } from '@nestjs/common';
import { Database, type Tx, rows } from '../database/database.js';
import { newId } from '../database/new-id.js';
import { SystemDatabase } from '../database/system-database.js';
import { inWorkspace } from '../database/workspace-context.js';
import { JobsUnavailable } from '../jobs/index.js';
import type { StoredEvent } from './event.js';
import { buryEvent, claimLane, deleteEvents, dueLanes, nextEvents, postponeEvent } from './outbox.queries.js';
import type { Subscriber } from './subscriber.js';

const batchSize = 100;
const maxAttempts = 10;
/** A queue that is away is no fault of the event: it waits as long as that takes. */
const awaySeconds = 2;

interface Lane {
  workspaceId: string;
  lane: number;
}
type QueuedEvent = StoredEvent & { done: string[] };
export type ReportFailure = (subscriber: string, event: StoredEvent, error: unknown) => void;

/** Works off committed events: each subscriber's effect and the end of the event commit together. */
@Injectable()
export class Relay {
  private subscribers: Subscriber[] = [];
  report: ReportFailure = () => undefined;

  constructor(private readonly database: Database, private readonly system: SystemDatabase) {}

  use(subscribers: Subscriber[]): void {
    this.subscribers = subscribers;
  }

  /** Handles what is due once, over all workspaces. Returns how many events it ended or postponed. */
  async run(): Promise<number> {
    let handled = 0;
    const failures: unknown[] = [];
    for (const lane of await this.system.query<Lane>(dueLanes)) {
      // A lane that cannot be worked off holds up no other, in this workspace or the next.
      try {
        handled += await inWorkspace(lane.workspaceId, () => this.runLane(lane));
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length && handled === 0) throw failures[0];
    return handled;
  }

  private async runLane(lane: Lane): Promise<number> {
    try {
      return await this.database.transaction((tx) => this.handleAll(tx, lane));
    } catch {
      // Some subscriber failed. Once more, each under its own savepoint, so that it fails alone.
      return this.database.transaction((tx) => this.handleEach(tx, lane));
    }
  }

  private async handleAll(tx: Tx, lane: Lane): Promise<number> {
    const events = await this.claim(tx, lane);
    for (const event of events) {
      for (const subscriber of this.waiting(event)) await subscriber.handle(tx, event);
    }
    if (events.length) await tx.query(deleteEvents, [events.map((event) => event.id)]);
    return events.length;
  }

  private async handleEach(tx: Tx, lane: Lane): Promise<number> {
    const held = new Set<string>();
    const events = await this.claim(tx, lane);
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
  private async settle(tx: Tx, event: QueuedEvent, done: string[], failures: [Subscriber, unknown][]): Promise<boolean> {
    const onlyAway = failures.every(([, error]) => error instanceof JobsUnavailable);
    if (failures.length && (onlyAway || event.attempts + 1 < maxAttempts)) {
      const waitSeconds = onlyAway ? awaySeconds : Math.min(600, 2 ** event.attempts);
      await tx.query(postponeEvent, [event.id, done, waitSeconds, onlyAway ? 0 : 1]);
      return true;
    }
    for (const [subscriber, error] of failures) {
      const data = { type: event.type, ticketId: event.ticketId ?? null, payload: event.payload, subscriber: subscriber.name };
      await tx.query(buryEvent, [newId(), event.id, String((error as Error)?.message ?? error).slice(0, 500), data]);
    }
    await tx.query(deleteEvents, [[event.id]]);
    return false;
  }

  private async claim(tx: Tx, { workspaceId, lane }: Lane): Promise<QueuedEvent[]> {
    const [claim] = await rows<{ mine: boolean }>(tx, claimLane, [workspaceId, lane]);
    return claim?.mine ? rows<QueuedEvent>(tx, nextEvents, [lane, batchSize]) : [];
  }

  private waiting(event: QueuedEvent): Subscriber[] {
    return this.subscribers.filter((subscriber) => subscriber.on.includes(event.type) && !event.done.includes(subscriber.name));
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
