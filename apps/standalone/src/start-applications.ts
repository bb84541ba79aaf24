import { closeApplication, type Config, createLog, logStrayRejections, outliveExceptions } from '#libs/platform';
import { warmUpForMail } from '#libs/mail';
import { createApi, listen } from '../../api/src/create-api.js';
import { Readiness } from '../../api/src/readiness.js';
import { createWorker } from '../../worker/src/create-worker.js';
import type { Teardown } from './teardown.js';

const drainMs = 30_000;

/** Api and worker in this process. The worker comes first, so that the api is the first to stop. */
export async function startApplications(config: Config, teardown: Teardown): Promise<void> {
  const log = createLog(config.logLevel);
  logStrayRejections(log);
  const worker = await createWorker(config, log.child({ process: 'worker' }));
  teardown.add('the worker', () => closeApplication(worker), drainMs);
  const api = await createApi(config, log.child({ process: 'api' }));
  teardown.add('the api', () => closeApplication(api), drainMs);
  // The worker is in this process, so it is ready once it has started.
  api.get(Readiness).require('worker', () => true);
  await listen(api, config);
  outliveExceptions(log);
  warmUpForMail();
}
