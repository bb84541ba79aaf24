import type { Answer, Client } from '../support/client.js';
import type { TestWaypost } from '../support/waypost.js';
import type { LargePlace, Sizes } from './fill-workspaces.js';

/** The large workspace and those who work in it. */
export interface Crowd extends LargePlace, Sizes {
  waypost: TestWaypost;
  /** Sees every ticket. */
  admin: Client;
  /** Of the small team. */
  member: Client;
  /** Sees only what is assigned to them, which is nothing. */
  narrow: Client;
}

/** What the application does all day: a name, and the acts. */
export type HotPath = [name: string, act: (crowd: Crowd) => Promise<unknown>];

/** What came back, when nothing was refused. */
export const ok = <T>({ status, body }: Answer<T>): T => {
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
};
