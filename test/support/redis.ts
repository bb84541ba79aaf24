import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { quietPort } from './quiet-port.js';
import { machine } from './machine.js';

/** A Redis of one's own, which can be taken away and come back empty. */
export interface TestRedis {
  url: string;
  port: number;
  /** Ends it; `SIGKILL` as a crash would. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port, empty. */
  start(): Promise<void>;
}

/** Starts a private Redis. Use it inside `describeWith('redis', …)`, and stop it. */
export async function startRedis(): Promise<TestRedis> {
  const port = await quietPort();
  let server: ChildProcess | undefined;
  const start = async () => {
    server = spawn(
      machine.redis.executable ?? 'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--dir', tmpdir(), '--save', '', '--appendonly', 'no'],
      { stdio: 'ignore' },
    );
    await answers(port);
  };
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (server?.exitCode === null && server.kill(signal)) await once(server, 'exit');
  };
  await start();
  return { url: `redis://127.0.0.1:${port}`, port, start, stop };
}

async function answers(port: number) {
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 25, maxRetriesPerRequest: null });
  client.on('error', () => undefined);
  await Promise.race([
    client.ping(),
    pause(10_000, undefined, { ref: false }).then(() => Promise.reject(new Error('Redis did not start'))),
  ]);
  client.disconnect();
}
