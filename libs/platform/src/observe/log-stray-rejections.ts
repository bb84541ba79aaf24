import type { Log } from './log.js';

/**
 * Logs a rejection that no code handles, instead of ending the process: it is a bug, but must not stop all other work.
 */
export function logStrayRejections(log: Log): void {
  process.on('unhandledRejection', (reason) => log.error('a failure that nobody handled', reason));
}
