#!/usr/bin/env node
// npm run build: installs and builds what is missing or stale; names after it choose targets.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { main } from './lib/progress.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt(process.argv.length > 2 ? process.argv.slice(2) : undefined);
});
