import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { inProject } from './paths.mjs';
import { Explained, step } from './progress.mjs';
import { run } from './run.mjs';

const lockfile = inProject('package-lock.json');
const installed = inProject('node_modules', '.package-lock.json');
const remembered = inProject('node_modules', '.waypost-lock');

/** Installs the packages when node_modules is missing, half done, or older than the lockfile. */
export async function ensureInstalled() {
  requireNode();
  if (isInstalled()) return;
  await step('Installing packages (npm ci)', install);
  remember();
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Explained(`Waypost needs Node 20.19 or newer; this is ${process.version}.`);
}

function isInstalled() {
  // npm writes this file last, so one that was interrupted does not count.
  if (!existsSync(installed)) return false;
  if (existsSync(remembered) && readFileSync(remembered, 'utf8') === lockHash()) return true;
  // An `npm install` of one's own brings both up to date, the packages last.
  if (statSync(installed).mtimeMs < statSync(lockfile).mtimeMs) return false;
  remember();
  return true;
}

async function install() {
  // The build tools are development packages, whatever NODE_ENV says.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // An install that was called off a moment ago may still be removing files: then the second attempt succeeds.
  if ((await npm(args)) !== 0 && (await npm(args)) !== 0) throw new Explained('npm ci failed; its reason is above.');
}

function npm(args) {
  const program = process.env.npm_execpath;
  return program?.endsWith('.js') ? run(process.execPath, [program, ...args]) : run('npm', args);
}

const lockHash = () => createHash('sha1').update(readFileSync(lockfile)).digest('hex');

function remember() {
  writeFileSync(remembered, lockHash());
}
