import {
  createLog,
  loadConfig,
  logStrayRejections,
  outliveExceptions,
  startProgram,
  stopOnSignals,
} from '#libs/platform';
import { warmUpForMail } from '#libs/mail';
import { createApi, listen } from './create-api.js';

await startProgram(async () => {
  const config = loadConfig(process.env);
  const log = createLog(config.logLevel, { process: 'api' });
  logStrayRejections(log);
  const app = await createApi(config, log);
  await listen(app, config);
  outliveExceptions(log);
  warmUpForMail();
  log.info('the api listens', { port: config.port });
  stopOnSignals(app, log, 'api');
});
