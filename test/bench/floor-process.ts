import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Starts a bare program in a process of its own, so that its CPU can be measured apart. */
export function startFloor(name: 'ingest' | 'http' | 'message' | 'socket', ...args: string[]): ChildProcess {
  return fork(new URL(`./floors/${name}.ts`, import.meta.url), args, {
    execArgv: ['--import', new URL('../support/register-typescript.mjs', import.meta.url).href],
  });
}

export async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, 'message', { signal: AbortSignal.timeout(120_000) })) as [T];
  return message;
}

/** One that serves on a port. */
export async function openFloorAt(name: 'http' | 'message' | 'socket', database: string) {
  const floor = startFloor(name, database);
  const { port } = await nextMessage<{ port: number }>(floor);
  return { url: `http://127.0.0.1:${port}`, close: () => floor.disconnect() };
}
