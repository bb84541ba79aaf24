import type { INestApplicationContext } from '@nestjs/common';
import type { Log } from '../observe/index.js';
import { closeApplication } from './database.module.js';

const patienceMs = 30_000;

/** Ends an api or worker process on SIGTERM or SIGINT: drains, then exits, at the latest after a time limit. */
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
