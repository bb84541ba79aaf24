import type { Client } from '../../support/client.js';
import type { TestWaypost } from '../../support/waypost.js';
import type { ShopOfBefore } from './shop-of-before.js';

/** The newest version, running on what the earlier one left. */
export interface Now {
  shop: ShopOfBefore;
  waypost: TestWaypost;
  /** Signed in as the agent of before. */
  agent: Client;
  /** Lets the worker look for what is due, as it does by itself from time to time. */
  sweep(name: string): Promise<void>;
  /** Queues a job as the earlier version did. */
  job(name: string, payload: Record<string, string>): Promise<void>;
}

/** What is to be seen of something that the earlier version left. */
export interface Afterwards {
  /** Before a worker runs. */
  prepare?(now: Now): Promise<void>;
  check(now: Now): Promise<void>;
}

/** A row of the table: what was left, and how it is put there. */
export type LeftBehind = [what: string, leave: (shop: ShopOfBefore) => Promise<Afterwards>];
