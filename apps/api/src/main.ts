import { closeApplication, createLog, loadConfig, logStrayRejections } from '#libs/platform';
import { createApi, listen } from './create-api.js';

const config = loadConfig(process.env);
const log = createLog(config.logLevel, { process: 'api' });
logStrayRejections(log);
const app = await createApi(config, log);
await listen(app, config);
log.info('the api listens', { port: config.port });

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    log.info('the api stops', { signal });
    void closeApplication(app).then(() => process.exit(0), () => process.exit(1));
    setTimeout(() => process.exit(1), 30_000).unref();
  });
}
