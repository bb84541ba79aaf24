import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../../support/client.js';

/** How long a request of an agent's took meanwhile, in milliseconds; one in a hundred took longer. */
export async function p99During(client: Client, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  let over = false;
  const asking = (async () => {
    while (!over) {
      const start = performance.now();
      await client.get('/api/v1/tickets/counts');
      times.push(performance.now() - start);
      await pause(5);
    }
  })();
  try {
    await work();
  } finally {
    over = true;
    await asking;
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
}
