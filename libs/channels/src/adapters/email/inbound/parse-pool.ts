import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type { Inbound } from '../../../define-channel.js';
import { ConcurrencyLimit } from '../concurrency-limit.js';
import type { ParseTask } from './parse-worker.js';

/** By the clock, so wide enough for a busy machine: what is read is bounded and takes two seconds at worst. */
const timeLimitMs = 45_000;
const threads = Math.max(2, Math.min(4, availableParallelism() - 1));
/** The time limit counts from the beginning of the work: a mail must not run out of time behind a slow one. */
const limit = new ConcurrencyLimit(threads);
let pool: Piscina<ParseTask, Inbound[]> | undefined;

/** Reads a mail in a thread with limits on time and memory. Never throws for what the mail holds: then the stub tells of it. */
export async function parseInThread(raw: Uint8Array, address: string): Promise<Inbound[]> {
  const inbound = await run({ raw, address, stub: false }).catch(() => run({ raw, address, stub: true }));
  return inbound.map((item) => (item.kind === 'message' ? { ...item, raw } : item));
}

const run = (task: ParseTask): Promise<Inbound[]> =>
  limit.run(() => (pool ??= openPool()).run(task, { signal: AbortSignal.timeout(timeLimitMs) }));

/** Ends the threads; a later mail opens new ones. */
export async function closeMailThreads(): Promise<void> {
  const open = pool;
  pool = undefined;
  await open?.destroy();
}

/** Under the test runner this file is its source, and the thread must be taught to read sources too. */
function openPool(): Piscina<ParseTask, Inbound[]> {
  const source = import.meta.url.endsWith('.ts');
  return new Piscina<ParseTask, Inbound[]>({
    filename: new URL(source ? './parse-worker.ts' : './parse-worker.js', import.meta.url).href,
    execArgv: source
      ? ['--import', new URL('../../../../../../test/support/register-typescript.mjs', import.meta.url).href]
      : [],
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 60_000,
    resourceLimits: { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
  });
}
