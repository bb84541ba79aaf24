import { isLong } from './long.js';
import { Realtime } from '#libs/platform';
import type { TestWaypost } from './waypost.js';

/**
 * Sockets are asked for a sign of life every two seconds and missed after two more, in place of 25 and 20: a gap of
 * some seconds is then what one of a minute is otherwise. `npm run test:long` leaves them as they are.
 */
export function quickenPings(waypost: Pick<TestWaypost, 'api'>): void {
  if (isLong) return;
  const { engine } = Reflect.get(waypost.api.get(Realtime), 'server') as { engine: { opts: object } };
  Object.assign(engine.opts, { pingInterval: 2_000, pingTimeout: 2_000 });
}
