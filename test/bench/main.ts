// npm run bench -- [runs] [part …]
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { prepareGround } from './ground.js';
import type { Part } from './part.js';
import { chats } from './parts/chats.js';
import { clocks } from './parts/clocks.js';
import { hints } from './parts/hints.js';
import { mail } from './parts/mail.js';
import { memory } from './parts/memory.js';
import { pairs } from './parts/pairs.js';
import { posts } from './parts/posts.js';
import { threads } from './parts/threads.js';
import { wal } from './parts/wal.js';
import { type Results, figureLine, report, rowLine } from './report.js';
import { widgetWeights } from './weights.js';

const parts: Record<string, Part> = { memory, mail, threads, posts, pairs, chats, hints, wal, clocks };
const [asked = '5', ...named] = process.argv.slice(2);
const runs = Number(asked);
const unknown = named.filter((name) => !(name in parts));
if (unknown.length || !(runs > 0))
  throw new Error(`Usage: npm run bench -- [runs] [${Object.keys(parts).join('|')} …]; not ${unknown.join() || asked}`);

const file = 'docs/performance.json';
const results: Results = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {};
for (const [name, part] of Object.entries(parts)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const start = performance.now();
  const ground = await prepareGround();
  try {
    const measured = await part(ground, runs);
    const seconds = (performance.now() - start) / 1000;
    const date = new Date().toISOString().slice(0, 10);
    results[name] = { date, runs, cores: cpus().length, node: process.version, seconds, measured };
    for (const each of measured) console.log('pairs' in each ? rowLine(each) : figureLine(each));
    console.log(`${name}: ${Math.round(seconds)} s`);
  } finally {
    await ground.close();
  }
  // After each part, so that one that fails takes no other's figures with it.
  if (runs < 5) continue;
  writeFileSync(file, JSON.stringify(results, null, 1));
  writeFileSync('docs/performance.md', report(results, widgetWeights()));
}
