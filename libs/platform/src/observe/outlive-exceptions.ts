import type { Log } from './log.js';

/**
 * Once it stands, a process outlives what is thrown where no caller catches it. That is a fault of ours to be told of;
 * the work it belonged to runs into its time limit, and all that must last is in the database. To be called after the
 * boot: what fails there ends the process.
 */
export function outliveExceptions(log: Log): void {
  process.on('uncaughtException', (error) => log.error('an exception that nobody caught', error));
}
