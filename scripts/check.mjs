#!/usr/bin/env node
// npm run check: everything that can be said about the code without running the product. Names choose some of it.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { ensureInstalled } from './lib/install.mjs';
import { inProject } from './lib/paths.mjs';
import { main } from './lib/progress.mjs';
import { bin, capture } from './lib/run.mjs';

const tool = (name, args, command) => () => [bin(name, command), ...args];
// The native compiler; what reads code by the compiler's API goes on with the other. By itself it checks on several
// threads, each of which checks much of the same again.
const types = (project) => tool('typescript-7', ['--noEmit', '--singleThreaded', '-p', project], 'tsc');
const apps = ['web', 'widget', 'playground'].filter((name) => existsSync(inProject(`apps/${name}/tsconfig.json`)));

const checks = {
  types: types('tsconfig.json'),
  ...Object.fromEntries(apps.map((name) => [`types of apps/${name}`, types(`apps/${name}`)])),
  format: tool('oxfmt', ['--check', '.']),
  lint: tool('oxlint', ['--deny-warnings']),
  'dependency rules': tool('dependency-cruiser', ['apps', 'libs', '--config', '.dependency-cruiser.cjs'], 'depcruise'),
  'unused code': tool('knip', ['--no-progress']),
  'table walls': () => [inProject('scripts/checks/table-walls.mjs')],
  // One run of jest, and one Postgres, for all of them.
  'walls of the database, migration drift, statements, languages': tool('jest', ['test/checks']),
  'drawn graph': () => [inProject('scripts/graph.mjs'), '--check'],
  'file sizes': () => [inProject('scripts/checks/file-sizes.mjs')],
  contrast: () => [inProject('scripts/checks/contrast.mjs')],
  lockfile: () => [inProject('scripts/checks/lockfile.mjs')],
  'house rules': () => [inProject('scripts/checks/house-rules.mjs')],
};

await main(async () => {
  await ensureInstalled();
  const queue = Object.entries(checks).filter(
    ([name]) => process.argv.length < 3 || process.argv.slice(2).some((wanted) => name.includes(wanted)),
  );
  const outcomes = [];
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) outcomes.push(await check(...next));
  };
  await Promise.all([lane(), lane()]);
  return report(outcomes);
});

async function check(name, command) {
  const began = performance.now();
  const { code, output } = await capture(process.execPath, command(), {
    env: { NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning' },
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(
    code === 0 ? `✓ ${name} (${seconds} s)` : `✗ ${name} (${seconds} s)\n${output.trim().replace(/^/gm, '    ')}`,
  );
  return code === 0;
}

function report(outcomes) {
  const passed = outcomes.filter(Boolean).length;
  const failed = outcomes.length - passed;
  mkdirSync(inProject('test-results'), { recursive: true });
  writeFileSync(inProject('test-results', 'checks.count'), `${passed} ${failed} 0\n`);
  console.log(`\n${passed} checks passed, ${failed} failed`);
  return failed ? 1 : 0;
}
