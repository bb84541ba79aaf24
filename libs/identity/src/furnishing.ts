import type { Provider } from '@nestjs/common';
import type { Tx } from '#libs/platform';

/** What is known of a workspace when it is made. */
export interface NewWorkspace {
  id: string;
  name: string;
  locale: string;
  timeZone: string;
}

/** Gives a new workspace what it begins with, in the transaction that makes it. All of it can be changed and deleted later. */
export interface Furnishing {
  furnish(tx: Tx, workspace: NewWorkspace): Promise<void>;
}

const registered = new WeakSet<object>();

/** Marks a provider's instance as a furnishing; it is found by this. */
export const isFurnishing = (value: unknown): value is Furnishing =>
  typeof value === 'object' && value !== null && registered.has(value);

/** A Nest provider of a furnishing; it belongs into an api module. */
export function provideFurnishing(furnish: Furnishing['furnish']): Provider {
  const furnishing: Furnishing = { furnish };
  registered.add(furnishing);
  return { provide: Symbol('furnishing'), useValue: furnishing };
}
