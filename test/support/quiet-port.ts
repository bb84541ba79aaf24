import { freePort } from '../../apps/standalone/src/postgres/index.js';

/** Below what systems hand out to outgoing connections, so that no connection of another test takes it meanwhile. */
const range = { from: 15_000, to: 30_000 };

/** The first of so many free ports in a row. */
export async function quietPort(inARow = 1): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const first = range.from + Math.floor(Math.random() * (range.to - range.from));
    const wanted = Array.from({ length: inARow }, (_, offset) => first + offset);
    const free = await Promise.all(wanted.map((port) => freePort(port)));
    if (free.every((port, index) => port === wanted[index])) return first;
  }
  throw new Error(`No ${inARow} free ports in a row`);
}
