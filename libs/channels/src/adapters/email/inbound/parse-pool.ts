import { availableParallelism } from 'node:os';
import type { Piscina } from 'piscina';
import type { Inbound } from '../../../define-channel.js';
import { ConcurrencyLimit } from '../concurrency-limit.js';
import type { ParseTask } from './parse-worker.js';

/** Wall-clock time, generous for a busy machine: the input is bounded and takes at most two seconds. */
const timeLimitMs = 45_000;
const threads = Math.max(2, Math.min(4, availableParallelism() - 1));
/** Limits tasks to the number of threads, so that a task's time limit does not include waiting for a slow one. */
const limit = new ConcurrencyLimit(threads);
let pool: Promise<Piscina<ParseTask, Inbound[]>> | undefined;

/**
 * Reads a mail in a thread with limits on time and memory. Never throws because of the mail's content: returns a stub
 * instead.
 */
export async function parseInThread(raw: Uint8Array, address: string): Promise<Inbound[]> {
  const inbound = await run({ raw, address, stub: false }).catch(() => run({ raw, address, stub: true }));
  return inbound.map((item) => (item.kind === 'message' ? { ...item, raw } : item));
}

const run = (task: ParseTask): Promise<Inbound[]> =>
  limit.run(async () => (await (pool ??= openPool())).run(task, { signal: AbortSignal.timeout(timeLimitMs) }));

/** Starts a thread, which reads a first mail: what it loads for that takes a quarter of a second of the processor. */
export async function openMailThreads(): Promise<void> {
  await run({ raw: Buffer.from('Subject: Hello\r\n\r\nWhere is my parcel?'), address: 'a@b.example', stub: false });
}

/** Ends the threads; a later mail opens new ones. */
export async function closeMailThreads(): Promise<void> {
  const open = pool;
  pool = undefined;
  await (await open)?.destroy();
}

/** Under the test runner this file is TypeScript, so the thread needs the loader too. */
async function openPool(): Promise<Piscina<ParseTask, Inbound[]>> {
  const source = import.meta.url.endsWith('.ts');
  const threading = await import('piscina');
  return new threading.Piscina<ParseTask, Inbound[]>({
    filename: new URL(source ? './parse-worker.ts' : './parse-worker.js', import.meta.url).href,
    execArgv: source
      ? ['--import', new URL('../../../../../../test/support/register-typescript.mjs', import.meta.url).href]
      : [],
    // One stays, at 40 MB: where a mail comes every few minutes, each would wait until a thread has loaded everything.
    minThreads: 1,
    maxThreads: threads,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
  });
}
