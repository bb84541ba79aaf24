import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { Database, JobsUnavailable, Problem, isUnavailable } from '#libs/platform';

interface Limit {
  points: number;
  seconds: number;
}

/**
 * Limits of tries by account or address and by peer, shared by all nodes. A known device has tries of its own, as has
 * a caller who is signed in or holds an invitation: no stranger's guesses close these.
 */
export const limits = {
  'sign-in-account': { points: 10, seconds: 900 },
  'sign-in-peer': { points: 18, seconds: 900 },
  'sign-in-device': { points: 10, seconds: 900 },
  'change-password': { points: 10, seconds: 900 },
  'join-account': { points: 10, seconds: 900 },
  'reset-account': { points: 5, seconds: 3600 },
  'reset-peer': { points: 15, seconds: 3600 },
  'reset-device': { points: 5, seconds: 3600 },
  'token-peer': { points: 15, seconds: 900 },
} satisfies Record<string, Limit>;
export type LimitName = keyof typeof limits;
/** What a try counts towards. */
export type Count = [name: LimitName, key: string];

@Injectable()
export class RateLimits {
  private readonly limiters = new Map<string, RateLimiterPostgres>();

  constructor(private readonly database: Database) {}

  /** Counts one try. Throws a Problem when there are too many. */
  async consume(name: LimitName, key: string): Promise<void> {
    try {
      await this.limiter(name).consume(key.slice(0, 200));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new Problem('too-many-requests', { retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) });
    }
  }

  /**
   * Counts one try towards each of these and does the work. When that is refused because the database or the queue is
   * away, nothing was tried: it is uncounted.
   */
  async counting<T>(counts: Count[], work: () => Promise<T>): Promise<T> {
    for (const [name, key] of counts) await this.consume(name, key);
    try {
      return await work();
    } catch (refusal) {
      if (refusal instanceof JobsUnavailable || isUnavailable(refusal)) await this.forgiveAll(counts);
      throw refusal;
    }
  }

  async forgiveAll(counts: Count[]): Promise<void> {
    for (const [name, key] of counts) await this.forgive(name, key);
  }

  /** Uncounts a try that succeeded. */
  async forgive(name: LimitName, key: string): Promise<void> {
    await this.limiter(name).reward(key.slice(0, 200));
  }

  /** Forgets the tries with a key. */
  async clear(name: LimitName, key: string): Promise<void> {
    await this.limiter(name).delete(key.slice(0, 200));
  }

  private limiter(name: LimitName): RateLimiterPostgres {
    const known = this.limiters.get(name);
    if (known) return known;
    const { points, seconds } = limits[name];
    const insuranceLimiter = new RateLimiterMemory({ points, duration: seconds });
    const limiter = new RateLimiterPostgres({
      storeClient: this.database.pool,
      storeType: 'pool',
      tableName: 'rate_limits',
      tableCreated: true,
      keyPrefix: name,
      points,
      duration: seconds,
      insuranceLimiter,
      clearExpiredByTimeout: false,
    });
    this.limiters.set(name, limiter);
    return limiter;
  }
}
