import { createHash } from 'node:crypto';
import { type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { Email, Line } from '#libs/contracts';
import { Problem } from '#libs/platform';

/** Whom a shop vouches for. */
export interface ProvenIdentity {
  /** The person's address on the channel: known again in every browser, and no other channel's. */
  subject: string;
  name: string | null;
  email: string | null;
}

const longestLife = 3_600;
const leeway = 30;
const Claims = z.object({
  sub: z.string().min(1).max(500),
  aud: z.string(),
  exp: z.number(),
  name: Line(120).optional().catch(undefined),
  email: Email.optional().catch(undefined),
});

/**
 * Checks a shop's proof: HS256 and nothing else, under the channel's own secret, for this channel, for an hour at most.
 * Whatever is wrong with it, the answer is the same.
 */
export async function proveIdentity(proof: string, secret: unknown, channelId: string): Promise<ProvenIdentity> {
  const claims = typeof secret === 'string' && secret ? await verified(proof, secret, channelId) : null;
  if (!claims) throw new Problem('bad-signature', 'The proof of identity is not valid');
  return {
    subject: `${channelId}/${createHash('sha256').update(claims.sub).digest('base64url')}`,
    name: claims.name ?? null,
    email: claims.email ?? null,
  };
}

async function verified(proof: string, secret: string, channelId: string) {
  try {
    const { payload } = await jwtVerify(proof, new TextEncoder().encode(secret), {
      algorithms: ['HS256'],
      audience: channelId,
      requiredClaims: ['sub', 'aud', 'exp'],
      clockTolerance: leeway,
    });
    return isShortLived(payload) ? (Claims.safeParse(payload).data ?? null) : null;
  } catch {
    return null;
  }
}

function isShortLived({ exp = 0, iat }: JWTPayload): boolean {
  const now = Date.now() / 1000;
  return exp <= now + longestLife + leeway && (iat === undefined || exp - iat <= longestLife);
}
