import { createAdapter } from '@socket.io/redis-streams-adapter';
import { Redis, type RedisOptions } from 'ioredis';
import type { FanOut } from './fan-out.js';

const retry: RedisOptions = { retryStrategy: (times) => Math.min(50 * 2 ** times, 1_000), keepAlive: 10_000 };

/** Hints between processes through Redis. */
export function openRedisFanOut(url: string): FanOut {
  const client = new HintRedis(url);
  client.on('error', () => undefined);
  return {
    adapter: () =>
      createAdapter(client, { streamName: 'waypost:hints', channelPrefix: 'waypost:hints', maxLen: 1_000 }),
    close: async () => client.closeAll(),
  };
}

/** Sends at once or not at all, so that nothing piles up while Redis is away; its duplicates, which read, wait for it. */
class HintRedis extends Redis {
  private readonly readers: HintReader[] = [];

  constructor(private readonly url: string) {
    super(url, {
      ...retry,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 2_000,
      commandTimeout: 2_000,
    });
  }

  override duplicate(): Redis {
    const reader = new HintReader(this.url, { ...retry, maxRetriesPerRequest: null });
    this.readers.push(reader);
    return reader;
  }

  /** The adapter does not look at the outcome, and an error that nobody looks at ends the process. */
  override publish(...parameters: Parameters<Redis['publish']>): Promise<number> {
    return super.publish(...parameters).catch(() => 0);
  }

  closeAll() {
    for (const connection of [...this.readers, this]) connection.disconnect();
  }
}

/** Nor does the adapter look at this one: who closes while Redis is away has never been subscribed. */
class HintReader extends Redis {
  override subscribe(...channels: unknown[]): Promise<unknown> {
    return super.subscribe(...(channels as string[])).catch(() => 0);
  }

  /** Its reading ends by this and then closes it once more: the wait for a connection that is gone would keep the process for two seconds. */
  override disconnect(reconnect = false): void {
    if (this.status !== 'end') super.disconnect(reconnect);
  }
}
