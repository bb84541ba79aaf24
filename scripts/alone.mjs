#!/usr/bin/env node
// npm run test:alone -- test/e2e/sla.spec.ts: runs each test of these files with no other before it, and names those
// that fail so: they lean on what an earlier test of their file left behind.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { inProject } from './lib/paths.mjs';
import { Explained, main } from './lib/progress.mjs';
import { bin, capture } from './lib/run.mjs';
import { nodeOptions, withPostgres } from './lib/jest.mjs';

await main(async () => {
  const files = process.argv.slice(2);
  if (!files.length) throw new Explained('Name the files whose tests are to be run alone.');
  return withPostgres(async () => {
    const leaning = [];
    for (const file of files) leaning.push(...(await leaningTests(file)));
    console.log(leaning.length ? `\nNot alone:\n${leaning.join('\n')}` : '\nEach test runs alone');
    return leaning.length ? 1 : 0;
  });
});

async function leaningTests(file) {
  const { testResults } = await runJest(file, []);
  const names = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'pending')
    .map(({ fullName }) => fullName);
  const leaning = [];
  for (const name of names) {
    const { numPassedTests, numFailedTests } = await runJest(file, ['-t', `^${escaped(name)}$`]);
    const alone = numPassedTests >= 1 && numFailedTests === 0;
    console.log(`${alone ? '✓' : '✗'} ${file}: ${name}`);
    if (!alone) leaning.push(`  ${file}: ${name}`);
  }
  return leaning;
}

async function runJest(file, args) {
  const report = inProject('test-results', 'alone.json');
  mkdirSync(inProject('test-results'), { recursive: true });
  rmSync(report, { force: true });
  await capture(
    process.execPath,
    // A test that fails may leave a server open, which would keep the process.
    [bin('jest'), '-i', '--forceExit', '--json', `--outputFile=${report}`, '--runTestsByPath', file, ...args],
    {
      env: { NODE_OPTIONS: nodeOptions },
    },
  );
  return JSON.parse(readFileSync(report, 'utf8'));
}

function escaped(name) {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
