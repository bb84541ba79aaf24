import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '#libs/platform';

/** Limits per time for one visitor or one peer, on one node. Ordinary use never reaches them. */
const limits = {
  session: { points: 120, duration: 600 },
  send: { points: 600, duration: 60 },
  fetch: { points: 900, duration: 60 },
  claim: { points: 10, duration: 600 },
  upload: { points: 40, duration: 600 },
  uploadKilobytes: { points: 100 * 1024, duration: 3_600 },
} as const;
export type VisitorLimit = keyof typeof limits;

/** Counts what visitors do. Above a limit a request is refused, and no other visitor is affected. */
@Injectable()
export class VisitorLimits {
  private readonly limiters = new Map(
    Object.entries(limits).map(([name, limit]) => [name, new RateLimiterMemory({ keyPrefix: name, ...limit })]),
  );

  async count(what: VisitorLimit, who: string, points = 1): Promise<void> {
    try {
      await this.limiters.get(what)!.consume(who, points);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new Problem('too-many-requests', {
        retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
      });
    }
  }
}
