import { setTimeout as pause } from 'node:timers/promises';
import type { EmbeddedPostgres } from './postgres/index.js';
import { say } from './progress.js';

const checkMs = 500;

/** Starts the server again whenever it went down on its own. Returns the way to end that. */
export function keepPostgresUp(postgres: EmbeddedPostgres): () => Promise<void> {
  const ended = new AbortController();
  const watch = watchUntil(ended.signal, postgres);
  return () => {
    ended.abort();
    return watch;
  };
}

async function watchUntil(ended: AbortSignal, postgres: EmbeddedPostgres) {
  while (!ended.aborted) {
    await pause(checkMs, undefined, { signal: ended }).catch(() => undefined);
    if (!ended.aborted && !postgres.isRunning) await revive(postgres);
  }
}

async function revive(postgres: EmbeddedPostgres) {
  say('Postgres went down; starting it again');
  try {
    await postgres.start();
    say('✓ Postgres is back');
  } catch (error) {
    say(`✗ ${(error as Error).message}`);
  }
}
