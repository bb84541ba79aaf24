import { readFileSync } from 'node:fs';

/**
 * What a process has cost so far: on a machine that is busy otherwise, the only time that is its own. Zero where the
 * system does not tell.
 */
export function cpuSeconds(pid: number): number {
  if (process.platform !== 'linux') return 0;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
