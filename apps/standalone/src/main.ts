import { ConfigError } from '#libs/platform';
import { StartRefused } from './progress.js';
import { runStandalone } from './standalone.js';
import { StopRequest } from './stop-request.js';

// Whoever read our lines may be gone, as after `npm start | head`; that is no reason to fall.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// What a package will drop one day is for those who build Waypost, not for those who run it.
process.noDeprecation = true;

const stop = new StopRequest({ underNpm: process.env.npm_lifecycle_event === 'start' });

/** Exits by itself in the end: a handle that somebody forgot must not keep a stopped Waypost in the list of processes. */
runStandalone(process.env, stop).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(explain(error));
    process.exit(1);
  },
);

/** What a person can act on is said in a line; what is a fault of ours comes with its stack. */
function explain(error: unknown) {
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `✗ Something else listens on port ${port}. Choose another with PORT or SMTP_PORT.`;
  return error instanceof StartRefused || error instanceof ConfigError ? `✗ ${error.message}` : error;
}
