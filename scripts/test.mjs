#!/usr/bin/env node
// npm test: installs and builds what the tests need, runs all of them, and the e2e suite again with queues on Redis.
// Arguments go to jest: npm test -- test/e2e/inbox.e2e.spec.ts. --long waits out the literal times.
import { rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runJest } from './lib/jest.mjs';
import { inProject } from './lib/paths.mjs';
import { main } from './lib/progress.mjs';

const cores = Math.min(4, availableParallelism());
const long = process.argv.includes('--long');
const args = process.argv.slice(2).filter((argument) => argument !== '--long');

/** Suites that start browsers and processes of their own: fewer at a time than of the others, which mostly wait. */
const heavy = 'test/(browser|faults)/';
/** Judges the statements that all others have sent. */
const last = 'test/statements/';
const recorded = inProject('test-results', 'statements');

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const env = long ? { WAYPOST_TEST_LONG: '1' } : {};
  return report(args.length ? [await runJest('some', args, { env, workers: cores })] : await everything(env));
});

async function everything(given) {
  rmSync(recorded, { recursive: true, force: true });
  const env = { ...given, WAYPOST_RECORD_STATEMENTS: recorded };
  return [
    await runJest('light', [`--testPathIgnorePatterns=${heavy}|${last}`], { env, workers: cores + 1 }),
    await runJest('heavy', [heavy], { env, workers: cores }),
    await againOnRedis(env),
    await runJest('statements', [last], { env, workers: 1 }),
  ];
}

async function againOnRedis(env) {
  // Imported late: it needs the packages.
  const { lookAtMachine } = await import('../test/support/look-at-machine.mjs');
  const { missing } = lookAtMachine().redis;
  if (missing)
    return {
      passed: 0,
      failed: 0,
      skipped: [`the e2e suite with its queues on Redis (this machine lacks ${missing})`],
    };
  console.log('\nThe e2e suite again, with queues and fan-out on Redis');
  return runJest('redis', ['test/e2e/'], { env: { ...env, WAYPOST_TEST_MODE: 'redis' }, workers: cores + 1 });
}

function report(outcomes) {
  const skipped = outcomes.flatMap((outcome) => outcome.skipped);
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const [passed, failed] = [sum('passed'), sum('failed')];
  if (skipped.length) console.log(`\nSkipped:\n${[...new Set(skipped)].map((name) => `  ${name}`).join('\n')}`);
  writeFileSync(inProject('test-results', 'tests.count'), `${passed} ${failed} ${skipped.length}\n`);
  console.log(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped`);
  return failed ? 1 : 0;
}
