import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '#libs/platform';

/** Limits per time for one visitor's session, on one node. Ordinary use never reaches them. */
const limits = {
  session: { points: 120, duration: 600 },
  send: { points: 600, duration: 60 },
  fetch: { points: 900, duration: 60 },
  claim: { points: 10, duration: 600 },
  upload: { points: 40, duration: 600 },
  uploadKilobytes: { points: 100 * 1024, duration: 3_600 },
} as const;
export type VisitorLimit = keyof typeof limits;

/** A peer may be a proxy or a mobile network with many visitors behind it, so it has this many times as much. */
const visitorsPerPeer = 20;

/**
 * Counts what visitors do. Above a limit a request is refused, and no other visitor is affected: a visitor's limit is
 * that of their session, far below the cap of their peer.
 */
@Injectable()
export class VisitorLimits {
  private readonly limiters = new Map(
    Object.entries(limits).flatMap(([name, { points, duration }]) => [
      [name, new RateLimiterMemory({ keyPrefix: name, points, duration })],
      [
        `${name}-peer`,
        new RateLimiterMemory({ keyPrefix: `${name}-peer`, points: points * visitorsPerPeer, duration }),
      ],
    ]),
  );

  count(what: VisitorLimit, sessionId: string, points = 1): Promise<void> {
    return this.consume(what, sessionId, points);
  }

  /**
   * Counts what may come without a session. With one its limit counts first, so that one session never uses up its
   * peer's cap.
   */
  async countPeer(what: VisitorLimit, peer: string, sessionId: string | undefined, points = 1): Promise<void> {
    if (sessionId) await this.consume(what, sessionId, points);
    await this.consume(`${what}-peer`, peer, points);
  }

  private async consume(what: string, who: string, points: number): Promise<void> {
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
