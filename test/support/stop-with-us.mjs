import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Our servers outlive us by design, which is wrong for a test's. A shell waits for the end of its input, which comes
 * when this process ends in whatever way, then stops the server and removes the data.
 */
export function stopWithUs(postgres, dataDir) {
  const cluster = postgres.movedTo ? path.join(postgres.movedTo, 'postgres') : path.join(dataDir, 'postgres');
  const pid = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0];
  const script = 'cat >/dev/null; kill -QUIT "$1" 2>/dev/null; sleep 1; shift; rm -rf "$@"';
  const guard = spawn('/bin/sh', ['-c', script, 'sh', pid, dataDir, ...(postgres.movedTo ? [postgres.movedTo] : [])], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  const gone = new Promise((resolve) => guard.once('exit', resolve));
  guard.unref();
  guard.stdin.unref();
  return {
    async end() {
      await postgres.stop();
      guard.ref();
      guard.stdin.end();
      await gone;
    },
  };
}
