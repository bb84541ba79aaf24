import {
  createLog,
  loadConfig,
  logStrayRejections,
  outliveExceptions,
  startProgram,
  stopOnSignals,
} from '#libs/platform';
import { createWorker } from './create-worker.js';
import { keepHeartbeat } from './heartbeat.js';

await startProgram(async () => {
  const config = loadConfig(process.env);
  const log = createLog(config.logLevel, { process: 'worker' });
  logStrayRejections(log);
  const worker = await createWorker(config, log);
  outliveExceptions(log);
  keepHeartbeat();
  log.info('the worker runs');
  stopOnSignals(worker, log, 'worker');
});
