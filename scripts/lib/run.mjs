import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inProject, root } from './paths.mjs';

/** Runs a command to its end, its output passed on; resolves with the exit code. */
export function run(command, args, { env = {}, cwd = root } = {}) {
  return untilClosed(spawn(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } }));
}

/** The same with its output kept back: for steps that are only read when they fail. */
export async function capture(command, args, { env = {}, cwd = root } = {}) {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return { code: await untilClosed(child), output };
}

/** A signal ends the child first, which may have to tidy up (npm does), and then us: nothing is left behind. */
function untilClosed(child) {
  let called;
  const pass = (signal) => child.kill((called = signal));
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const name of ['SIGINT', 'SIGTERM']) process.off(name, pass);
      if (called) process.exit(called === 'SIGINT' ? 130 : 143);
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}

/** The file behind a package's command, called with node directly: works without a shell and on every system. */
export function bin(packageName, command = packageName) {
  const manifest = inProject('node_modules', packageName, 'package.json');
  const { bin: entry } = createRequire(import.meta.url)(manifest);
  return path.join(path.dirname(manifest), typeof entry === 'string' ? entry : entry[command]);
}
