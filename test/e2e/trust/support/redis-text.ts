import { Redis } from 'ioredis';

/** Everything that a Redis holds, as text; nothing without one. */
export async function redisText(url: string | undefined): Promise<string> {
  if (!url) return '';
  const client = new Redis(url);
  try {
    const keys = await client.keys('*');
    return JSON.stringify(await Promise.all(keys.map(async (key) => [key, await valueOf(client, key)])));
  } finally {
    client.disconnect();
  }
}

async function valueOf(client: Redis, key: string): Promise<unknown> {
  switch (await client.type(key)) {
    case 'hash':
      return client.hgetall(key);
    case 'list':
      return client.lrange(key, 0, -1);
    case 'set':
      return client.smembers(key);
    case 'zset':
      return client.zrange(key, 0, -1);
    case 'stream':
      return client.xrange(key, '-', '+');
    default:
      return client.get(key);
  }
}
