import { createLog, loadConfig, logStrayRejections, outliveExceptions, stopOnSignals } from '#libs/platform';
import { createWorker } from './create-worker.js';
import { keepHeartbeat } from './heartbeat.js';

const config = loadConfig(process.env);
const log = createLog(config.logLevel, { process: 'worker' });
logStrayRejections(log);
const worker = await createWorker(config, log);
outliveExceptions(log);
keepHeartbeat();
log.info('the worker runs');
stopOnSignals(worker, log, 'worker');
