import { BootRefused } from '#libs/platform';

/** Runs one step of the start and says so in a line, with the time it took. */
export async function step<T>(doing: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  say(`✓ ${doing} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  return result;
}

/** One line to the operator's terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What a start or a command cannot do, and what to do about it. */
export class StartRefused extends BootRefused {
  override readonly name = 'StartRefused';
}
