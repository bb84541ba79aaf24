#!/usr/bin/env node
// npm test: installs and builds what the tests need, runs all of them with queues in Postgres, and once more, with
// queues on Redis, those that see a difference. Arguments go to jest: npm test -- test/e2e/sla.spec.ts -t 'part of a
// name'. --long has also the costly ones, of which each guards what others guard in part, and waits out the literal
// times.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runJest, withPostgres } from './lib/jest.mjs';
import { inProject } from './lib/paths.mjs';
import { Explained, main } from './lib/progress.mjs';

const cores = Math.min(4, availableParallelism());
const long = process.argv.includes('--long');
const args = process.argv.slice(2).filter((argument) => argument !== '--long');

/** Suites that start browsers and processes of their own: fewer at a time than of the others, which mostly wait. */
const heavy = 'test/(browser|faults)/';
/** `npm run check` runs these. */
const checks = 'test/checks/';
/** Judges the statements that all others have sent. */
const last = 'test/statements/';
const leftOut = long ? [] : ['\\.long\\.spec\\.ts$'];
const without = (...patterns) => `--testPathIgnorePatterns=${[...patterns, ...leftOut].join('|')}`;
const recorded = inProject('test-results', 'statements');

/**
 * Start, jobs, sockets and timers differ with the queues' backend; nothing else knows which one it has. What needs a
 * Redis of its own to be taken away, or tries both backends side by side, is not here: it runs with all the others.
 */
const differsOnRedis = [
  'test/support/waypost.spec.ts',
  'test/e2e/visitor-sockets.spec.ts',
  'test/e2e/visitor-fallback.spec.ts',
  'test/e2e/sweeps.spec.ts',
  'test/e2e/sla.spec.ts',
  'test/e2e/orders/notices.spec.ts',
  'test/e2e/tickets/whatsapp.spec.ts',
  'test/e2e/trust/sockets.spec.ts',
  'test/faults/separate-processes.spec.ts',
];

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const env = { WAYPOST_TEST_BUILT: '1', ...(long && { WAYPOST_TEST_LONG: '1' }) };
  const outcomes = args.length
    ? [await runJest('some', args, { env, workers: cores })]
    : await withPostgres(() => everything(env));
  return report(outcomes);
});

async function everything(given) {
  const lost = differsOnRedis.filter((file) => !existsSync(inProject(file)));
  if (lost.length) throw new Explained(`scripts/test.mjs names files that are not there: ${lost.join(', ')}`);
  rmSync(recorded, { recursive: true, force: true });
  const env = { ...given, WAYPOST_RECORD_STATEMENTS: recorded };
  return [
    await runJest('light', [without(heavy, checks, last)], { env, workers: cores + 1 }),
    await runJest('heavy', [heavy, ...(long ? [] : [without()])], { env, workers: cores }),
    await againOnRedis(env),
    await runJest('statements', [last], { env, workers: 1 }),
  ];
}

async function againOnRedis(env) {
  // Imported late: it needs the packages.
  const { lookAtMachine } = await import('../test/support/look-at-machine.mjs');
  const { missing } = lookAtMachine().redis;
  if (missing) {
    const skipped = differsOnRedis.map((file) => `${file} with its queues on Redis (this machine lacks ${missing})`);
    return { passed: 0, failed: 0, skipped };
  }
  console.log('\nWhat differs there, again with queues and fan-out on Redis');
  return runJest('redis', differsOnRedis, { env: { ...env, WAYPOST_TEST_MODE: 'redis' }, workers: cores + 1 });
}

function report(outcomes) {
  const skipped = [...new Set(outcomes.flatMap((outcome) => outcome.skipped))];
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const [passed, failed] = [sum('passed'), sum('failed')];
  if (skipped.length) console.log(`\nSkipped:\n${skipped.map((name) => `  ${name}`).join('\n')}`);
  writeFileSync(inProject('test-results', 'tests.count'), `${passed} ${failed} ${skipped.length}\n`);
  writeFileSync(inProject('test-results', 'tests.skipped'), skipped.map((name) => `${name}\n`).join(''));
  console.log(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  return failed ? 1 : 0;
}
