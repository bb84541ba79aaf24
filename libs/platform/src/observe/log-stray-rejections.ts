import type { Log } from './log.js';

/** A promise that failed and that nobody waited for is a fault of ours to be told of, and no reason to drop everybody else's work. */
export function logStrayRejections(log: Log): void {
  process.on('unhandledRejection', (reason) => log.error('a failure that nobody handled', reason));
}
