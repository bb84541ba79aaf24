import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const beatMs = 5_000;

/**
 * Where a worker, which listens nowhere, shows that its event loop still turns. Read by the container's health check.
 */
export const heartbeatFile = path.join(tmpdir(), 'waypost-worker.heartbeat');

/** Writes the sign of life from here on. */
export function keepHeartbeat(): void {
  const beat = () => writeFileSync(heartbeatFile, new Date().toISOString());
  beat();
  setInterval(beat, beatMs).unref();
}
