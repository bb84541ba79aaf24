import { Injectable } from '@nestjs/common';
import { Config, Database, Problem, type Tx, firstRow, inWorkspace } from '#libs/platform';
import { AccountTokens, uselessLink } from './account-tokens.js';
import type { AgentContext, Caller } from './agent-context.js';
import { Memberships } from './memberships.js';
import { hashPassword, passwordFits, publicPassword, refusePublicPassword } from './password.js';
import { RateLimits } from './rate-limits.js';
import { StartSession } from './start-session.js';

/** Sessions after signing in: moving, ending, and the first one of a new member. Each gives the new session's token. */
@Injectable()
export class ManageSessions {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly memberships: Memberships,
    private readonly sessions: StartSession,
    private readonly tokens: AccountTokens,
    private readonly rateLimits: RateLimits,
  ) {}

  async moveTo({ agent, tokenHash }: Caller, workspaceId: string): Promise<string> {
    const member = await this.memberships.choose(agent.accountId, workspaceId, null);
    if (!member) throw new Problem('not-found');
    return this.database.transaction(async (tx) => {
      await tx.query('delete from sessions where token_hash = $1', [tokenHash]);
      return this.sessions.start(tx, { accountId: agent.accountId, ...member });
    });
  }

  async end({ tokenHash }: Caller): Promise<void> {
    await this.database.query('delete from sessions where token_hash = $1', [tokenHash]);
  }

  async keepPreferences(agent: AgentContext, preferences: Record<string, unknown>): Promise<void> {
    await this.database.query('update agents set preferences = preferences || $2::jsonb where id = $1', [
      agent.agentId,
      JSON.stringify(preferences),
    ]);
  }

  /** Turns an invitation into a membership. Somebody who has an account already must know its password. */
  async join(
    { token, name, password }: { token: string; name: string; password: string },
    peer: string,
  ): Promise<string> {
    await this.rateLimits.consume('token-peer', peer);
    const workspaceId = await this.tokens.workspaceOf(this.database, 'invitation', token);
    const session = await inWorkspace(workspaceId, () =>
      this.database.transaction(async (tx) => {
        const owner = await this.tokens.redeem(tx, 'invitation', token);
        const [accountId, agentId] = [owner.accountId!, owner.agentId!];
        if (!(await firstRow(tx, `select id from agents where id = $1 and state = 'invited' for update`, [agentId])))
          throw uselessLink();
        const isNew = await this.takeUp(tx, accountId, password);
        await tx.query(
          `update agents set state = 'active', joined_at = now(), name = case when $3 then $2 else name end where id = $1`,
          [agentId, name, isNew],
        );
        return this.sessions.start(tx, { accountId, workspaceId, agentId });
      }),
    );
    await this.rateLimits.forgive('token-peer', peer);
    return session;
  }

  /** Sets a new account's password, or checks that of one that has one: a link alone opens nobody's other workspaces. */
  private async takeUp(tx: Tx, accountId: string, password: string): Promise<boolean> {
    const account = await firstRow<{ email: string; passwordHash: string | null }>(
      tx,
      'select email, password_hash as "passwordHash" from accounts where id = $1 for update',
      [accountId],
    );
    if (account?.passwordHash) {
      await this.rateLimits.consume('sign-in-account', account.email);
      const fits = await passwordFits(account.passwordHash, password);
      // Everybody knows the password of a demo: outside of one it is as good as a wrong one.
      if (!fits || (!this.config.demo && password === publicPassword)) throw new Problem('current-password-required');
      await this.rateLimits.forgive('sign-in-account', account.email);
      return false;
    }
    refusePublicPassword(this.config, password);
    await tx.query('update accounts set password_hash = $2 where id = $1', [accountId, await hashPassword(password)]);
    return true;
  }
}
