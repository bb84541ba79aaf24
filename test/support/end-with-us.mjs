import { spawn } from 'node:child_process';

/**
 * What runs in a process group of its own outlives a test run that is killed. A shell waits for the end of its input,
 * which comes when this process ends in whatever way, and then does the rest. Returns what calls it off.
 */
export function endWithUs(pid, { signal = 'KILL', remove = [] } = {}) {
  const script = 'cat >/dev/null; kill -"$1" "$2" 2>/dev/null; shift 2; [ $# -eq 0 ] || { sleep 1; rm -rf "$@"; }';
  const guard = spawn('/bin/sh', ['-c', script, 'sh', signal, String(pid), ...remove], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const gone = new Promise((resolve) => guard.once('exit', resolve));
  guard.unref();
  guard.stdin.unref();
  return {
    /** Has it done now. */
    now() {
      guard.ref();
      guard.stdin.end();
      return gone;
    },
    /** Leaves everything as it is. */
    callOff() {
      guard.kill('SIGKILL');
    },
  };
}
