import { Redis } from 'ioredis';
import { describeWith } from './machine.js';
import { startRedis } from './redis.js';

describeWith('redis', 'the Redis of the tests', () => {
  it('goes away and comes back empty', async () => {
    const redis = await startRedis();
    const client = new Redis(redis.url);
    client.on('error', () => undefined);
    await client.set('a', 1);
    await redis.stop('SIGKILL');
    await redis.start();
    expect(await client.get('a')).toBeNull();
    client.disconnect();
    await redis.stop();
  });
});
