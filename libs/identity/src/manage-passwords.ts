import { Injectable } from '@nestjs/common';
import { Config, Database, Jobs, Mailer, Problem, newId, repository } from '#libs/platform';
import { Account } from './account.entity.js';
import { AccountTokens } from './account-tokens.js';
import type { Caller } from './agent-context.js';
import { mailAccountLink } from './mail-account-link.job.js';
import { hashPassword, passwordFits, refusePublicPassword } from './password.js';
import { RateLimits } from './rate-limits.js';
import { endOtherSessions, endSessionsOfAccounts } from './sessions.queries.js';

/** Changes and resets passwords. A new password ends all sessions that were opened with the old one. */
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
    const account = await repository(this.database, Account).findOneBy({ id: agent.accountId });
    if (!(await passwordFits(account?.passwordHash, currentPassword))) throw new Problem('current-password-required');
    const passwordHash = await hashPassword(password);
    await this.database.transaction(async (tx) => {
      await repository(tx, Account).update({ id: agent.accountId }, { passwordHash });
      await tx.query(endOtherSessions, [agent.accountId, tokenHash]);
    });
    await this.rateLimits.forgive('sign-in-account', agent.email);
  }

  /** Does not reveal whether the account exists: it only queues a job, which looks it up and mails. */
  async requestReset(email: string, peer: string): Promise<void> {
    if (!this.mailer.canSend) throw new Problem('unavailable', 'This installation sends no mail: SMTP_URL is not set');
    await this.rateLimits.consume('reset-peer', peer);
    await this.rateLimits.consume('reset-account', email);
    const account = await repository(this.database, Account).findOneBy({ email });
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
      await repository(tx, Account).update({ id: accountId! }, { passwordHash });
      await tx.query(endSessionsOfAccounts, [[accountId]]);
    });
    await this.rateLimits.forgive('token-peer', peer);
  }
}
