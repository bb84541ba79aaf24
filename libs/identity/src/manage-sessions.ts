import { Injectable } from '@nestjs/common';
import { Config, Database, Problem, type Tx, inWorkspace, repository } from '#libs/platform';
import { AccountTokens, CheckLink, uselessLink } from './account-tokens.js';
import { endSession } from './accounts.queries.js';
import type { AgentContext, Caller } from './agent-context.js';
import { Account, AgentEntity } from './identity.entity.js';
import { addPreferences } from './members.queries.js';
import { hashPassword, passwordFits, publicPassword, refusePublicPassword } from './password.js';
import { RateLimits } from './rate-limits.js';
import { Memberships, StartSession } from './sign-in.js';

/**
 * Manages sessions after sign-in: switching the workspace, ending, and a new member's first one. Returns new sessions'
 * tokens.
 */
@Injectable()
export class ManageSessions {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly memberships: Memberships,
    private readonly sessions: StartSession,
    private readonly tokens: AccountTokens,
    private readonly links: CheckLink,
    private readonly rateLimits: RateLimits,
  ) {}

  async moveTo({ agent, tokenHash }: Caller, workspaceId: string): Promise<string> {
    const member = await this.memberships.choose(agent.accountId, workspaceId, null);
    if (!member) throw new Problem('not-found');
    return this.database.transaction(async (tx) => {
      await tx.query(endSession, [tokenHash]);
      return this.sessions.start(tx, { accountId: agent.accountId, ...member });
    });
  }

  async end({ tokenHash }: Caller): Promise<void> {
    await this.database.query(endSession, [tokenHash]);
  }

  async keepPreferences(agent: AgentContext, preferences: Record<string, unknown>): Promise<void> {
    await this.database.query(addPreferences, [agent.agentId, JSON.stringify(preferences)]);
  }

  /** Accepts an invitation. The password of an existing account must match. */
  async join(
    { token, name, password }: { token: string; name: string; password: string },
    peer: string,
  ): Promise<string> {
    await this.links.refuseUseless({ kind: 'invitation', token }, peer);
    const workspaceId = await this.tokens.workspaceOf(this.database, 'invitation', token);
    return inWorkspace(workspaceId, () =>
      this.database.transaction(async (tx) => {
        const owner = await this.tokens.redeem(tx, 'invitation', token);
        const [accountId, agentId] = [owner.accountId!, owner.agentId!];
        const agents = repository(tx, AgentEntity);
        const invited = { id: agentId, state: 'invited' } as const;
        if (!(await agents.findOne({ where: invited, lock: { mode: 'pessimistic_write' } }))) throw uselessLink();
        const isNew = await this.setOrCheckPassword(tx, accountId, password);
        const joined = { state: 'active', joinedAt: () => 'now()', name: isNew ? name : undefined } as const;
        await agents.update({ id: agentId }, joined);
        return this.sessions.start(tx, { accountId, workspaceId, agentId });
      }),
    );
  }

  /**
   * Sets the password of a new account, or checks that of an existing one: a link alone must not open its other
   * workspaces.
   */
  private async setOrCheckPassword(tx: Tx, accountId: string, password: string): Promise<boolean> {
    const accounts = repository(tx, Account);
    const account = await accounts.findOne({ where: { id: accountId }, lock: { mode: 'pessimistic_write' } });
    if (account?.passwordHash) {
      await this.rateLimits.consume('join-account', accountId);
      const fits = await passwordFits(account.passwordHash, password);
      // The password of demo accounts is public, so outside of a demo it counts as wrong.
      if (!fits || (!this.config.demo && password === publicPassword)) throw new Problem('current-password-required');
      await this.rateLimits.forgive('join-account', accountId);
      return false;
    }
    refusePublicPassword(this.config, password);
    await accounts.update({ id: accountId }, { passwordHash: await hashPassword(password) });
    // Invitations to other workspaces stay: from now on they ask for this password.
    await this.tokens.endLinks(tx, accountId, 'reset');
    return true;
  }
}
