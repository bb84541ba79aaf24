import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type Socket, io } from 'socket.io-client';
import { percentile } from './statistics.js';

export interface PairRun {
  p50: number;
  p99: number;
}

/** Time from a shopper's send to the agent's event, one pair, one after the other. */
async function measure(count: number, agent: Socket, event: string, send: () => void): Promise<PairRun> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const received = once(agent as never, event, { signal: AbortSignal.timeout(10_000) });
    const start = performance.now();
    send();
    await received;
    times.push(performance.now() - start);
    // A person writes no faster, and a faster sender is limited.
    await pause(60);
  }
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

export const connect = async (url: string, auth: Record<string, string> = {}): Promise<Socket> => {
  const socket = io(url, { auth, transports: ['websocket'], forceNew: true });
  await once(socket as never, 'connect', { signal: AbortSignal.timeout(10_000) });
  return socket;
};

export async function floorPair(url: string, count: number): Promise<PairRun> {
  const [shopper, agent] = [await connect(url), await connect(url, { agent: 'yes' })];
  const run = await measure(count, agent, 'message', () =>
    shopper.emit('send', 'Where is my parcel?', () => undefined),
  );
  shopper.close();
  agent.close();
  return run;
}

export async function ourPair(
  url: string,
  tokens: { visitor: string; agent: string },
  count: number,
): Promise<PairRun> {
  const [shopper, agent] = [
    await connect(`${url}/visitor`, { token: tokens.visitor }),
    await connect(`${url}/agent`, { token: tokens.agent }),
  ];
  const run = await measure(count, agent, 'ticket:changed', () =>
    shopper.emit('send', { id: randomUUID(), text: 'Where is my parcel?' }, () => undefined),
  );
  shopper.close();
  agent.close();
  return run;
}

/** Each socket sends again once the message before is acknowledged. Returns messages a second. */
async function crowd(sockets: Socket[], each: number, message: () => unknown): Promise<number> {
  const start = performance.now();
  await Promise.all(
    sockets.map(async (socket) => {
      for (let sent = 0; sent < each; sent++) await socket.timeout(30_000).emitWithAck('send', message());
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.close();
  return (sockets.length * each) / seconds;
}

export async function floorCrowd(url: string, clients: number, each: number): Promise<number> {
  const agent = await connect(url, { agent: 'yes' });
  const sockets = await Promise.all(Array.from({ length: clients }, () => connect(url)));
  return crowd(sockets, each, () => 'Where is my parcel?').finally(() => agent.close());
}

export async function ourCrowd(url: string, tokens: { visitors: string[]; agent: string }, each: number) {
  const agent = await connect(`${url}/agent`, { token: tokens.agent });
  const sockets = await Promise.all(tokens.visitors.map((token) => connect(`${url}/visitor`, { token })));
  return crowd(sockets, each, () => ({ id: randomUUID(), text: 'Where is my parcel?' })).finally(() => agent.close());
}
