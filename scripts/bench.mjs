#!/usr/bin/env node
// npm run bench: builds, measures against the floors, and writes docs/performance.md.
// npm run bench search: lists and searches over a million tickets, which the first run makes and keeps in .bench.
import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main } from './lib/progress.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt(['server', 'widget']);
  const [first, ...others] = process.argv.slice(2);
  const [part, more] = first === 'search' ? [first, others] : ['main', process.argv.slice(2)];
  const { status } = spawnSync(
    process.execPath,
    ['--import', './test/support/register-typescript.mjs', `test/bench/${part}.ts`, ...more],
    { stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
});
