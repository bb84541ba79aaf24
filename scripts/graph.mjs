#!/usr/bin/env node
// npm run graph: draws architecture.cjs into docs/architecture.md; with --check it only says whether the drawing is
// true.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inProject } from './lib/paths.mjs';

const { mayImport } = createRequire(import.meta.url)(inProject('architecture.cjs'));
const apps = ['contracts -.-> web', 'contracts -. types only .-> widget'];

/** Only arrows that no longer way says already: a lib that may import tickets may import what tickets may. */
function shortest(lib) {
  const direct = mayImport[lib];
  return direct.filter((each) => !direct.some((other) => other !== each && mayImport[other].includes(each)));
}

const arrows = Object.keys(mayImport).flatMap((lib) => shortest(lib).map((used) => `${used} --> ${lib}`));
const drawing = ['```mermaid', 'graph LR', ...[...arrows, ...apps].map((line) => `  ${line}`), '```'].join('\n');

const file = inProject('docs/architecture.md');
const before = readFileSync(file, 'utf8');
const after = before.replace(/<!-- graph -->[\s\S]*<!-- \/graph -->/, `<!-- graph -->\n${drawing}\n<!-- /graph -->`);
if (process.argv.includes('--check')) {
  if (after !== before) {
    console.error('docs/architecture.md shows another graph than architecture.cjs: npm run graph');
    process.exitCode = 1;
  }
} else writeFileSync(file, after);
