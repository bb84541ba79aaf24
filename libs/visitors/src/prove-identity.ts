import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { Email, Line } from '#libs/contracts';
import { Problem } from '#libs/platform';

/** The person that a shop's proof names. */
export interface ProvenIdentity {
  /** The person's address on the channel: the same in every browser, and valid on no other channel. */
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
 * Verifies a shop's proof: only HS256, with the channel's own secret, for this channel, valid for at most an hour.
 * Every failure gives the same answer.
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
  // Most shops send no proof.
  const { jwtVerify } = await import('jose');
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
