import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';

/** The machine's redis-server, or undefined: then what needs it is skipped by name. */
export const redisProgram = (JSON.parse(process.env.WAYPOST_TEST_MACHINE ?? '{}') as { redis?: string }).redis;

/** A Redis of one's own that can be taken away and brought back. */
export class RedisServer {
  private process?: ChildProcess;

  private constructor(readonly port: number, private readonly flags: string[]) {}

  static async start(...flags: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), flags);
    await server.start();
    return server;
  }

  /** One that is not running yet. */
  static async reserve(): Promise<RedisServer> {
    return new RedisServer(await freePort(), []);
  }

  get url() {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start() {
    const folder = mkdtempSync(path.join(tmpdir(), 'waypost-redis-'));
    const flags = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder, ...this.flags];
    this.process = spawn(redisProgram!, flags, { stdio: 'ignore' });
    await this.ask((redis) => redis.ping());
  }

  /** Kills it; what it held is gone. */
  async kill() {
    const { process } = this;
    this.process = undefined;
    if (!process || process.exitCode !== null) return;
    const gone = once(process, 'exit');
    process.kill('SIGKILL');
    await gone;
  }

  /** Speaks to it over a connection of one's own. */
  async ask<T>(question: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = new Redis(this.url, { retryStrategy: () => 50, maxRetriesPerRequest: 100 });
    redis.on('error', () => undefined);
    try {
      return await question(redis);
    } finally {
      redis.disconnect();
    }
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
