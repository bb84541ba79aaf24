import type { INestApplicationContext } from '@nestjs/common';
import type { Log } from '../observe/index.js';
import { closeApplication } from './database.module.js';

const patienceMs = 30_000;

/** Ends a process of its own, api or worker, when it is told to: drains, then exits; what does not drain in time is cut. */
export function stopOnSignals(app: INestApplicationContext, log: Log, name: string): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      log.info(`the ${name} stops`, { signal });
      void closeApplication(app).then(
        () => process.exit(0),
        () => process.exit(1),
      );
      setTimeout(() => process.exit(1), patienceMs).unref();
    });
  }
}
