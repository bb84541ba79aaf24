import { explainFailure, readEnvFile } from '#libs/platform';
import { runStandalone } from './standalone.js';
import { StopRequest } from './stop-request.js';

// The reader of our lines may be gone, as after `npm start | head`; that is no reason to fail.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// Deprecations of packages concern those who build Waypost, not those who run it.
process.noDeprecation = true;

const stop = new StopRequest({ underNpm: process.env.npm_lifecycle_event === 'start' });

async function run(): Promise<number> {
  readEnvFile();
  return runStandalone(process.env, stop);
}

// Exits by itself in the end: a handle that was left open must not keep a stopped Waypost running.
run().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(explainFailure(error));
    process.exit(1);
  },
);
