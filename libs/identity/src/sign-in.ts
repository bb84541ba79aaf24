import { Injectable } from '@nestjs/common';
import { Config, Database, Problem, repository } from '#libs/platform';
import { Account } from './account.entity.js';
import { Memberships } from './memberships.js';
import { passwordFits, publicPassword } from './password.js';
import { RateLimits } from './rate-limits.js';
import { StartSession } from './start-session.js';

export interface Credentials {
  email: string;
  password: string;
  workspaceId?: string;
}

/** Signs an agent in. The error never reveals whether account, password or workspace is wrong. */
@Injectable()
export class SignIn {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly memberships: Memberships,
    private readonly rateLimits: RateLimits,
    private readonly sessions: StartSession,
  ) {}

  async with({ email, password, workspaceId }: Credentials, peer: string): Promise<string> {
    await this.rateLimits.consume('sign-in-peer', peer);
    await this.rateLimits.consume('sign-in-account', email);
    const account = await repository(this.database, Account).findOneBy({ email });
    const fits = await passwordFits(account?.passwordHash, password);
    const isOpen = this.config.demo || password !== publicPassword;
    const member =
      account && fits && isOpen
        ? await this.memberships.choose(account.id, workspaceId, account.lastWorkspaceId)
        : null;
    if (!account || !member) throw new Problem('not-signed-in', 'The email or the password is wrong');
    await this.rateLimits.forgive('sign-in-peer', peer);
    await this.rateLimits.forgive('sign-in-account', email);
    return this.database.transaction((tx) => this.sessions.start(tx, { accountId: account.id, ...member }));
  }
}
