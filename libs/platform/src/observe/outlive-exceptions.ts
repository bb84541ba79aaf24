import type { Log } from './log.js';

/**
 * Logs uncaught exceptions instead of ending the process: each is a bug, but the work that it belonged to runs into its
 * time limit, and all that must last is in the database. Call it after the boot, in which an exception must end the
 * process.
 */
export function outliveExceptions(log: Log): void {
  process.on('uncaughtException', (error) => log.error('an exception that nobody caught', error));
}
