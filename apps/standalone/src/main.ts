import { explainFailure } from '#libs/platform';
import { runStandalone } from './standalone.js';
import { StopRequest } from './stop-request.js';

// Whoever read our lines may be gone, as after `npm start | head`; that is no reason to fall.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// What a package will drop one day is for those who build Waypost, not for those who run it.
process.noDeprecation = true;

const stop = new StopRequest({ underNpm: process.env.npm_lifecycle_event === 'start' });

/**
 * Exits by itself in the end: a handle that somebody forgot must not keep a stopped Waypost in the list of processes.
 */
runStandalone(process.env, stop).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(explainFailure(error));
    process.exit(1);
  },
);
