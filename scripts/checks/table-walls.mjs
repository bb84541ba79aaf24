#!/usr/bin/env node
// A statement names only tables of its own lib (architecture.cjs); others go through what their owner exports.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { filesUnder } from '../lib/fingerprint.mjs';
import { inProject } from '../lib/paths.mjs';
import { breaches } from '../lib/table-walls.mjs';

/**
 * Files, or folders, that may name tables of others, each with its reason. An entry that is no longer needed fails the
 * check.
 */
const exempt = {
  'libs/demo/': 'writes a whole workspace with a past that no use of the product could make',
  'apps/playground/server/': 'wires the demo workspace to the stand-ins of the providers',
  'libs/platform/src/database/migrate.ts': 'grants rights on tables by their names, and reads no row',
  'libs/platform/src/retention/retention.queries.ts': 'retention: reads how long each workspace keeps what is old',
  'libs/tickets/src/time/retentions.ts': 'retention: deletes what is old by what each workspace says',
  'libs/tickets/src/time/retentions.queries.ts': 'the same, and asks of every row that may name a file',
};

const { tables } = createRequire(import.meta.url)(inProject('architecture.cjs'));
const files = ['libs', 'apps']
  .flatMap(filesUnder)
  .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|\.d\.ts$|^apps\/(web|widget)\//.test(file))
  .map((name) => ({ name, text: readFileSync(inProject(name), 'utf8') }));

const found = breaches({ files, tables, exempt });
for (const fault of found) console.log(fault);
process.exitCode = found.length ? 1 : 0;
