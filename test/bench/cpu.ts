import { readFileSync, readdirSync } from 'node:fs';

/** Ticks of a CPU second in /proc; 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** CPU milliseconds that a process, its threads and its ended children have used. */
export function cpuOf(pid: number): number {
  const [utime, stime, cutime, cstime] = statOf(pid).slice(11, 15).map(Number) as [number, number, number, number];
  return ((utime + stime + cutime + cstime) * 1000) / ticksPerSecond;
}

/** The same of a process and all of its children that still run, such as a postmaster and its backends. */
export function cpuOfFamily(pid: number): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((each) => parentOf(each) === pid);
  return [pid, ...children].reduce((sum, each) => sum + ownCpu(each), 0);
}

function ownCpu(pid: number): number {
  try {
    return cpuOf(pid);
  } catch {
    return 0;
  }
}

function parentOf(pid: number): number {
  try {
    return Number(statOf(pid)[1]);
  } catch {
    return 0;
  }
}

/** Fields of /proc/<pid>/stat after the name, which may hold blanks. */
const statOf = (pid: number): string[] =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
