import { Injectable } from '@nestjs/common';
import { Config, Database, Jobs, Mailer, Problem, newId } from '#libs/platform';
import { AccountTokens } from './account-tokens.js';
import type { Caller } from './agent-context.js';
import { mailAccountLink } from './mail-account-link.job.js';
import { hashPassword, passwordFits, refusePublicPassword } from './password.js';
import { RateLimits } from './rate-limits.js';

/** Changing and resetting passwords. A new password ends every session that was opened with the old one. */
@Injectable()
export class ManagePasswords {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly tokens: AccountTokens,
    private readonly rateLimits: RateLimits,
    private readonly jobs: Jobs,
    private readonly mailer: Mailer,
  ) {}

  async change(
    { agent, tokenHash }: Caller,
    { currentPassword, password }: { currentPassword: string; password: string },
  ): Promise<void> {
    refusePublicPassword(this.config, password);
    await this.rateLimits.consume('sign-in-account', agent.email);
    const [account] = await this.database.query<{ passwordHash: string }>(
      'select password_hash as "passwordHash" from accounts where id = $1',
      [agent.accountId],
    );
    if (!(await passwordFits(account?.passwordHash, currentPassword))) throw new Problem('current-password-required');
    const passwordHash = await hashPassword(password);
    await this.database.transaction(async (tx) => {
      await tx.query('update accounts set password_hash = $2 where id = $1', [agent.accountId, passwordHash]);
      await tx.query('delete from sessions where account_id = $1 and token_hash <> $2', [agent.accountId, tokenHash]);
    });
    await this.rateLimits.forgive('sign-in-account', agent.email);
  }

  /** Does the same work and gives the same answer whether the account exists; a job looks it up and mails. */
  async requestReset(email: string, peer: string): Promise<void> {
    if (!this.mailer.canSend) throw new Problem('unavailable', 'This installation sends no mail: SMTP_URL is not set');
    await this.rateLimits.consume('reset-peer', peer);
    await this.rateLimits.consume('reset-account', email);
    const [account] = await this.database.query<{ id: string }>('select id from accounts where email = $1', [email]);
    await this.jobs.add(mailAccountLink, {
      kind: 'reset',
      accountId: account?.id ?? newId(),
      workspaceId: null,
      agentId: null,
    });
  }

  async reset({ token, password }: { token: string; password: string }, peer: string): Promise<void> {
    refusePublicPassword(this.config, password);
    await this.rateLimits.consume('token-peer', peer);
    const passwordHash = await hashPassword(password);
    await this.database.transaction(async (tx) => {
      const { accountId } = await this.tokens.redeem(tx, 'reset', token);
      await tx.query('update accounts set password_hash = $2 where id = $1', [accountId, passwordHash]);
      await tx.query('delete from sessions where account_id = $1', [accountId]);
    });
    await this.rateLimits.forgive('token-peer', peer);
  }
}
