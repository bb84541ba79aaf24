import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** When a process began, in whatever form the system gives it; undefined when it is gone or only waits to be reaped. */
export function startOf(pid: number): string | undefined {
  const { state, began } = (process.platform === 'linux' ? fromProc(pid) : fromPs(pid)) ?? {};
  return !state || 'ZX'.includes(state) ? undefined : began;
}

/** Whether a process runs; one that has ended and was not reaped does not. */
export const isAlive = (pid: number): boolean => startOf(pid) !== undefined;

/** Whether a process has ended but still has its entry, which makes Postgres believe in it. */
export function isUnreaped(pid: number): boolean {
  return process.platform === 'linux' && fromProc(pid)?.state === 'Z';
}

function fromProc(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command is in parentheses and may contain any character.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0]?.charAt(0), began: fields[19] };
  } catch {
    return undefined;
  }
}

function fromPs(pid: number) {
  try {
    const line = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return { state: line.charAt(0), began: line.slice(line.indexOf(' ')).trim() };
  } catch {
    return undefined;
  }
}
