#!/usr/bin/env node
// npm run bench: builds, measures against the floors, and writes docs/performance.md.
import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main } from './lib/progress.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt(['server', 'widget']);
  const { status } = spawnSync(
    process.execPath,
    ['--import', './test/support/register-typescript.mjs', 'test/bench/main.ts', ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
});
