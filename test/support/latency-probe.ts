import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Client } from './client.js';

/** The longest that a request may wait, on a machine that has nothing else to do. */
const promisedMs = 500;
/** On one that is busy or slow: by so much more than just before. */
const timesIdle = 10;
const rounds = 3;

/** Somebody else who works on, and whose requests are measured. */
export class LatencyProbe {
  private constructor(private readonly asker: ChildProcess) {}

  /** Asks for the list as this client, in a process of its own: the counts may wait on purpose, to be shared. */
  static async as(client: Client): Promise<LatencyProbe> {
    const asker = fork(
      fileURLToPath(new URL('./ask-over-and-over.mjs', import.meta.url)),
      [`${client.url}/api/v1/tickets?limit=20`, client.token ?? ''],
      { execArgv: [] },
    );
    const probe = new LatencyProbe(asker);
    await probe.p99During(() => pause(200));
    return probe;
  }

  /**
   * Does the work, and throws when others had to wait for it: one request in a hundred for longer than is promised, or
   * on a machine that is slow by itself for longer than ten times what it took just before. What else the machine does
   * can only add to that, so the best of three rounds counts; the work has to be new in each.
   */
  async unfelt(work: () => Promise<unknown>): Promise<void> {
    const felt: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const idle = await this.p99During(() => pause(1_000));
      const busy = await this.p99During(work);
      if (busy < Math.max(promisedMs, timesIdle * idle)) return;
      felt.push(`${Math.round(busy)} ms after ${Math.round(idle)} ms`);
    }
    throw new Error(`Others had to wait: ${felt.join(', ')}`);
  }

  async close(): Promise<void> {
    this.asker.disconnect();
    await once(this.asker, 'exit');
  }

  /** How long one request in a hundred took, or longer. */
  private async p99During(work: () => Promise<unknown>): Promise<number> {
    const measured = once(this.asker, 'message') as Promise<[{ times: number[]; error?: string }]>;
    this.asker.send('ask');
    try {
      await work();
    } finally {
      this.asker.send('stop');
    }
    const [{ times, error }] = await measured;
    if (error) throw new Error(error);
    return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Infinity;
  }
}
