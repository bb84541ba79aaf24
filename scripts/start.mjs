#!/usr/bin/env node
// npm start: installs and builds what is missing, then runs everything in this one process, so that a signal
// meant for Waypost reaches it and nothing else. Only what Node brings is imported before the packages are there.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inProject, root } from './lib/paths.mjs';
import { main } from './lib/progress.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  process.chdir(root);
  process.setSourceMapsEnabled(true);
  await import(inProject('dist/apps/standalone/src/main.js'));
});
