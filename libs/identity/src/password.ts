import { hash, verify } from '@node-rs/argon2';
import { type Config, Problem } from '#libs/platform';

const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
let decoy: Promise<string> | undefined;

/** Of every account that a demo is made with. Everybody knows it, so it opens nothing but a demo. */
export const publicPassword = 'waypost-demo';

/** Refuses a new password that would open nothing, because everybody knows it. */
export function refusePublicPassword({ demo }: Config, password: string): void {
  if (!demo && password === publicPassword)
    throw new Problem('invalid-request', {
      errors: [{ path: 'body.password', message: 'everybody knows this password' }],
    });
}

/** argon2id of a password. */
export const hashPassword = (password: string): Promise<string> => hash(password, parameters);

/** Whether the password fits. Takes as long where there is no account or no password as where there is one. */
export async function passwordFits(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody signs in with this');
  const fits = await verify(stored ?? (await decoy), password);
  return fits && Boolean(stored);
}
