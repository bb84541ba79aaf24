import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { inParallel, percentile } from './statistics.js';

export interface PostRun {
  perSecond: number;
  p99: number;
}
const width = 16;

/** Posts messages, sixteen at a time, and counts only answers of 201. */
export async function post(
  urlOf: (index: number) => string,
  count: number,
  headers: Record<string, string> = {},
): Promise<PostRun> {
  const dispatcher = new Agent({ connections: width });
  const times: number[] = [];
  const start = performance.now();
  await inParallel(count, width, async (index) => {
    const begun = performance.now();
    const answer = await request(urlOf(index), {
      method: 'POST',
      dispatcher,
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
      body: JSON.stringify({
        text: `Message ${index}: the parcel left the warehouse this morning.`,
        visibility: 'internal',
      }),
    });
    await answer.body.text();
    if (answer.statusCode !== 201) throw new Error(`A post was answered ${answer.statusCode}`);
    times.push(performance.now() - begun);
  });
  const seconds = (performance.now() - start) / 1000;
  await dispatcher.close();
  return { perSecond: count / seconds, p99: percentile(times, 0.99) };
}
