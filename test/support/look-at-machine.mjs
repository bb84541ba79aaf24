import { existsSync } from 'node:fs';
import path from 'node:path';
import { packagedChromium } from './find-chromium.mjs';

/** Where a program is on this machine, or undefined. */
function findProgram(...names) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file));
}

const program = (executable, missing) => (executable ? { executable } : { missing });

/**
 * Programs to do without although they are here, so that one sees what the tests do where they are not:
 * WAYPOST_TEST_WITHOUT=redis,dovecot,chromium,nginx,caddy.
 */
function without() {
  const names = (process.env.WAYPOST_TEST_WITHOUT ?? '').split(',').filter(Boolean);
  const unknown = names.filter((name) => !['redis', 'dovecot', 'chromium', 'nginx', 'caddy'].includes(name));
  if (unknown.length) throw new Error(`WAYPOST_TEST_WITHOUT does not know ${unknown.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, { missing: `${name}, by WAYPOST_TEST_WITHOUT` }]));
}

/**
 * What tests use when the machine has it; a test that needs what is missing is skipped, with the reason in its name.
 */
export function lookAtMachine() {
  // The shell draws no window around its pages, and takes two thirds of the processor time.
  const chromium = findProgram(
    'chromium-headless-shell',
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
  );
  return {
    redis: program(findProgram('redis-server', 'valkey-server'), 'redis-server'),
    dovecot: program(findProgram('dovecot'), 'dovecot'),
    nginx: program(findProgram('nginx'), 'nginx'),
    caddy: program(findProgram('caddy'), 'caddy'),
    chromium: chromium ? { executable: chromium } : packagedChromium(),
    ...without(),
  };
}
