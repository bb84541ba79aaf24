#!/usr/bin/env node
// The npm of the oldest Node that Waypost supports must take the lockfile: a newer npm that writes it may leave out
// what that one asks for.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inProject } from '../lib/paths.mjs';

const oldest = 'npm@10.8.2';
const folder = mkdtempSync(path.join(tmpdir(), 'waypost-lockfile-'));
try {
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(inProject(name), path.join(folder, name));
  const { status, error } = spawnSync(
    'npm',
    ['exec', '--yes', oldest, '--', 'ci', '--dry-run', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 120_000,
    },
  );
  if (status !== 0) console.error(`${oldest} refuses package-lock.json${error ? `: ${error.message}` : ''}`);
  process.exitCode = status === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
