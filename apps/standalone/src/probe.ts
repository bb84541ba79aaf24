import { statSync } from 'node:fs';
import { heartbeatFile } from '../../worker/src/heartbeat.js';

const staleMs = 30_000;

/** The health check of a container: asks an api at its address, or looks at the worker's sign of life. */
async function isHealthy(target: string) {
  if (target === 'worker') return Date.now() - statSync(heartbeatFile).mtimeMs < staleMs;
  return (await fetch(target, { signal: AbortSignal.timeout(4_000) })).ok;
}

process.exitCode = (await isHealthy(process.argv[2] ?? 'worker').catch(() => false)) ? 0 : 1;
