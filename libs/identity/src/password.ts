import { hash, verify } from '@node-rs/argon2';
import { type Config, Problem } from '#libs/platform';

const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
let decoy: Promise<string> | undefined;

/** The public password of all demo accounts. Refused outside of a demo. */
export const publicPassword = 'waypost-demo';

/** Refuses the demo's public password as a new one. */
export function refusePublicPassword({ demo }: Config, password: string): void {
  if (!demo && password === publicPassword)
    throw new Problem('invalid-request', {
      errors: [{ path: 'body.password', message: 'everybody knows this password' }],
    });
}

/** The argon2id hash of a password. */
export const hashPassword = (password: string): Promise<string> => hash(password, parameters);

/**
 * Whether the password matches. Takes equally long without an account or password, so that time does not reveal
 * accounts.
 */
export async function passwordFits(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody signs in with this');
  const fits = await verify(stored ?? (await decoy), password);
  return fits && Boolean(stored);
}
