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

/**
 * Sends at once or drops, so that nothing piles up while Redis is unreachable; its duplicates, which read, reconnect.
 */
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

  /** Catch errors here: the adapter ignores the promise, and an unhandled rejection ends the process. */
  override publish(...parameters: Parameters<Redis['publish']>): Promise<number> {
    return super.publish(...parameters).catch(() => 0);
  }

  closeAll() {
    for (const connection of [...this.readers, this]) connection.disconnect();
  }
}

/** Catch errors here too: a close while Redis is unreachable rejects a pending subscription. */
class HintReader extends Redis {
  override subscribe(...channels: unknown[]): Promise<unknown> {
    return super.subscribe(...(channels as string[])).catch(() => 0);
  }

  /**
   * The adapter's reader disconnects again when it ends; on a closed connection that would keep the process alive for
   * two seconds.
   */
  override disconnect(reconnect = false): void {
    if (this.status !== 'end') super.disconnect(reconnect);
  }
}
