// Small files are a promise of this project: a median of 100 formatted lines at most, nine in ten under 200, none over
// 300.
import { readFileSync } from 'node:fs';
import { filesUnder } from '../lib/fingerprint.mjs';
import { inProject } from '../lib/paths.mjs';

const counted = /\.tsx?$/;
const uncounted = /\.(spec|e2e-spec)\.tsx?$|\/(locales?|generated)\/|\.d\.ts$/;

const sizes = ['apps', 'libs']
  .flatMap(filesUnder)
  .filter((file) => counted.test(file) && !uncounted.test(file))
  .map((file) => ({ file, lines: readFileSync(inProject(file), 'utf8').split('\n').length - 1 }))
  .sort((a, b) => a.lines - b.lines);
const at = (share) => sizes[Math.floor(sizes.length * share)]?.lines ?? 0;

const long = sizes.filter(({ lines }) => lines > 300);

for (const { file, lines } of long) console.log(`${file}: ${lines} lines, more than 300`);
console.log(`${sizes.length} files, median ${at(0.5)} lines, nine in ten below ${at(0.9)}`);
process.exitCode = long.length || at(0.5) > 100 || at(0.9) >= 200 ? 1 : 0;
