import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { Database, Problem } from '#libs/platform';

interface Limit {
  points: number;
  seconds: number;
}

/** Limits of tries by account or address and by peer, shared by all nodes. */
export const limits = {
  'sign-in-account': { points: 10, seconds: 900 },
  'sign-in-peer': { points: 18, seconds: 900 },
  'reset-account': { points: 5, seconds: 3600 },
  'reset-peer': { points: 15, seconds: 3600 },
  'token-peer': { points: 15, seconds: 900 },
} satisfies Record<string, Limit>;
export type LimitName = keyof typeof limits;

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

  /** Uncounts a try that succeeded. */
  async forgive(name: LimitName, key: string): Promise<void> {
    await this.limiter(name).reward(key.slice(0, 200));
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
