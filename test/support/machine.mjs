import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where a program lies on this machine, or undefined. */
function findProgram(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file));
}

/** Programs that tests use when the machine has them; each test that needs a missing one is skipped by name. */
export function lookAtMachine() {
  return {
    redis: findProgram('redis-server', 'valkey-server'),
    dovecot: findProgram('dovecot') ?? ['/usr/sbin/dovecot'].find((file) => existsSync(file)),
    chromium: findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'),
  };
}

/** Tells the test workers what was found, so that all of them decide alike. */
export function inheritMachine() {
  process.env.WAYPOST_TEST_MACHINE = JSON.stringify(lookAtMachine());
}
