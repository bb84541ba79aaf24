import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { inProject } from './paths.mjs';
import { bin, run } from './run.mjs';

/** What jest needs of node for tests that are modules. */
export const nodeOptions = [
  process.env.NODE_OPTIONS,
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  '--no-deprecation',
]
  .filter(Boolean)
  .join(' ');

/** Has one Postgres, and the migrated database that tests clone in it, for every run of jest in this work. */
export async function withPostgres(work) {
  // Imported late: they need the packages.
  const { default: setUp } = await import('../../test/support/global-setup.mjs');
  const { default: tearDown } = await import('../../test/support/global-teardown.mjs');
  await setUp();
  try {
    return await work();
  } finally {
    await tearDown();
  }
}

/** Runs jest once under a name, so many suites at a time, and returns what came of it. */
export async function runJest(name, args, { env, workers }) {
  const report = inProject('test-results', `${name}.json`);
  mkdirSync(inProject('test-results'), { recursive: true });
  rmSync(report, { force: true });
  const code = await run(
    process.execPath,
    [bin('jest'), `--maxWorkers=${workers}`, '--json', `--outputFile=${report}`, ...args],
    {
      env: { ...env, NODE_OPTIONS: nodeOptions },
    },
  );
  return outcome(code, report);
}

function outcome(code, report) {
  const empty = { passed: 0, failed: 0, skipped: [] };
  let results;
  try {
    results = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    // Jest itself broke down before it could report.
    return { ...empty, failed: 1 };
  }
  const tests = results.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return {
    passed: results.numPassedTests,
    // Jest also ends with an error for what no single test shows, such as no tests found.
    failed: failed || (code === 0 ? 0 : 1),
    skipped: tests
      .filter(({ status }) => ['pending', 'todo', 'disabled'].includes(status))
      .map(({ fullName }) => fullName),
  };
}
