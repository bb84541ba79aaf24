import { Controller, Injectable, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type InputOf, changePassword, requestPasswordReset, resetPassword } from '#libs/contracts';
import { Config, Database, Endpoint, Input, Jobs, Mailer, Problem, newId, repository } from '#libs/platform';
import { AccountTokens, CheckLink } from './account-tokens.js';
import { endOtherSessions, endSessionsOfAccounts } from './accounts.queries.js';
import { type Caller, CurrentCaller } from './agent-context.js';
import { Account } from './identity.entity.js';
import { KnownDevices, type Origin } from './known-devices.js';
import { mailAccountLink } from './mail-account-link.js';
import { hashPassword, passwordFits, refusePublicPassword } from './password.js';
import { type Count, RateLimits } from './rate-limits.js';

/**
 * Changes and resets passwords. A new password ends all sessions that were opened with the old one, and all links of
 * the account from before.
 */
@Injectable()
export class ManagePasswords {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly tokens: AccountTokens,
    private readonly links: CheckLink,
    private readonly rateLimits: RateLimits,
    private readonly jobs: Jobs,
    private readonly mailer: Mailer,
  ) {}

  async change(caller: Caller, wish: { currentPassword: string; password: string }): Promise<void> {
    refusePublicPassword(this.config, wish.password);
    const counts: Count[] = [['change-password', caller.agent.accountId]];
    await this.rateLimits.counting(counts, () => this.replace(caller, wish));
    await this.rateLimits.forgiveAll(counts);
  }

  private async replace(
    { agent, tokenHash }: Caller,
    { currentPassword, password }: { currentPassword: string; password: string },
  ): Promise<void> {
    const account = await repository(this.database, Account).findOneBy({ id: agent.accountId });
    if (!(await passwordFits(account?.passwordHash, currentPassword))) throw new Problem('current-password-required');
    const passwordHash = await hashPassword(password);
    await this.database.transaction(async (tx) => {
      await repository(tx, Account).update({ id: agent.accountId }, { passwordHash });
      await tx.query(endOtherSessions, [agent.accountId, tokenHash]);
      await this.tokens.endLinks(tx, agent.accountId);
    });
  }

  /** Does not reveal whether the account exists: it only queues a job, which looks it up and mails. */
  async requestReset(email: string, origin: Origin): Promise<void> {
    if (!this.mailer.canSend) throw new Problem('unavailable', 'This installation sends no mail: SMTP_URL is not set');
    await this.rateLimits.counting(resetCounts(email, origin), () => this.queueReset(email));
  }

  private async queueReset(email: string): Promise<void> {
    const account = await repository(this.database, Account).findOneBy({ email });
    await this.jobs.add(mailAccountLink, {
      kind: 'reset',
      accountId: account?.id ?? newId(),
      workspaceId: null,
      agentId: null,
    });
  }

  /**
   * Sets the password of a link's account, and lets it sign in again: who guessed wrongly did not have the link.
   * Returns the account's address.
   */
  async reset({ token, password }: { token: string; password: string }, peer: string): Promise<string> {
    refusePublicPassword(this.config, password);
    await this.links.refuseUseless({ kind: 'reset', token }, peer);
    const passwordHash = await hashPassword(password);
    const account = await this.database.transaction(async (tx) => {
      const { accountId } = await this.tokens.redeem(tx, 'reset', token);
      await tx.query(endSessionsOfAccounts, [[accountId]]);
      await this.tokens.endLinks(tx, accountId!);
      return repository(tx, Account).update({ id: accountId! }, { passwordHash });
    });
    await this.rateLimits.clear('sign-in-account', account!.email);
    return account!.email;
  }
}

/** A known device is counted by itself, as at the sign-in. */
const resetCounts = (email: string, { peer, device }: Origin): Count[] =>
  device
    ? [['reset-device', `${device}/${email}`]]
    : [
        ['reset-peer', peer],
        ['reset-account', email],
      ];

@Controller()
export class PasswordsController {
  constructor(
    private readonly devices: KnownDevices,
    private readonly passwords: ManagePasswords,
  ) {}

  @Endpoint(changePassword)
  async change(@Input() { body }: InputOf<typeof changePassword>, @CurrentCaller() caller: Caller): Promise<void> {
    await this.passwords.change(caller, body);
  }

  @Endpoint(requestPasswordReset)
  async requestReset(@Input() { body }: InputOf<typeof requestPasswordReset>, @Req() request: Request): Promise<void> {
    await this.passwords.requestReset(body.email, this.devices.originOf(request, body.email));
  }

  @Endpoint(resetPassword)
  async reset(
    @Input() { body }: InputOf<typeof resetPassword>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const email = await this.passwords.reset(body, this.devices.peerOf(request));
    this.devices.remember(request, response, email);
  }
}
