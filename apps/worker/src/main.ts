import { closeApplication, createLog, loadConfig, logStrayRejections } from '#libs/platform';
import { createWorker } from './create-worker.js';
import { keepHeartbeat } from './heartbeat.js';

const config = loadConfig(process.env);
const log = createLog(config.logLevel, { process: 'worker' });
logStrayRejections(log);
const worker = await createWorker(config, log);
keepHeartbeat();
log.info('the worker runs');

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    log.info('the worker stops', { signal });
    void closeApplication(worker).then(() => process.exit(0), () => process.exit(1));
    setTimeout(() => process.exit(1), 30_000).unref();
  });
}
