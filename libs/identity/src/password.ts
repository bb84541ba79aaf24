import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Config, Database, Problem, SystemDatabase } from '#libs/platform';
import { demoAccounts, endSessionsOfAccounts, signedInAccounts } from './accounts.queries.js';

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

/** Ends the sessions of demo accounts once the data is used outside of a demo: their password is public. */
@Injectable()
export class EndDemoSessions implements OnApplicationBootstrap {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly system: SystemDatabase,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.demo) return;
    const known = await this.system.query<{ accountId: string }>(demoAccounts);
    if (known.length === 0) return;
    const accounts = await this.database.query<{ id: string; passwordHash: string | null }>(signedInAccounts, [
      known.map(({ accountId }) => accountId),
    ]);
    const open: string[] = [];
    for (const { id, passwordHash } of accounts) if (await passwordFits(passwordHash, publicPassword)) open.push(id);
    if (open.length) await this.database.query(endSessionsOfAccounts, [open]);
  }
}
