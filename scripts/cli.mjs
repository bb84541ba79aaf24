#!/usr/bin/env node
// npm run cli -- <command>: tasks of an operator, such as create-admin.
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inProject, root } from './lib/paths.mjs';
import { main } from './lib/progress.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt(['server']);
  process.chdir(root);
  await import(inProject('dist/apps/standalone/src/cli.js'));
});
