import { Injectable } from '@nestjs/common';
import { Config, Database, Problem, SystemDatabase, type Tx, hashToken, randomToken, repository } from '#libs/platform';
import { insertSession, rememberWorkspace } from './accounts.queries.js';
import { Account } from './identity.entity.js';
import { membershipsOfAccount } from './members.queries.js';
import { passwordFits, publicPassword } from './password.js';
import type { Origin } from './known-devices.js';
import { type Count, RateLimits } from './rate-limits.js';

interface Membership {
  workspaceId: string;
  workspaceName: string;
  agentId: string;
}

/** The workspaces in which an account is an active agent. */
@Injectable()
export class Memberships {
  constructor(private readonly system: SystemDatabase) {}

  of(accountId: string): Promise<Membership[]> {
    return this.system.query<Membership>(membershipsOfAccount, [accountId]);
  }

  /** The requested one of these, otherwise the last used, otherwise the first. */
  async choose(accountId: string, asked: string | undefined, lastUsed: string | null): Promise<Membership | null> {
    const all = await this.of(accountId);
    if (asked) return all.find((membership) => membership.workspaceId === asked) ?? null;
    return all.find((membership) => membership.workspaceId === lastUsed) ?? all[0] ?? null;
  }
}

const sessionDays = 30;

/** Opens sessions. */
@Injectable()
export class StartSession {
  /** Creates a session. Returns its token of 256 random bits, of which only the hash is stored. */
  async start(tx: Tx, member: { accountId: string; workspaceId: string; agentId: string }): Promise<string> {
    const token = randomToken();
    const { accountId, workspaceId, agentId } = member;
    await tx.query(insertSession, [hashToken(token), accountId, workspaceId, agentId, sessionDays]);
    await tx.query(rememberWorkspace, [accountId, workspaceId]);
    return token;
  }
}

interface Credentials {
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

  async with({ email, password, workspaceId }: Credentials, origin: Origin): Promise<string> {
    const counts = countedFor(email, origin);
    const member = await this.rateLimits.counting(counts, () => this.memberWith({ email, password, workspaceId }));
    await this.rateLimits.forgiveAll(counts);
    return this.database.transaction((tx) => this.sessions.start(tx, member));
  }

  private async memberWith({ email, password, workspaceId }: Credentials) {
    const account = await repository(this.database, Account).findOneBy({ email });
    const fits = await passwordFits(account?.passwordHash, password);
    const isOpen = this.config.demo || password !== publicPassword;
    const member =
      account && fits && isOpen
        ? await this.memberships.choose(account.id, workspaceId, account.lastWorkspaceId)
        : null;
    if (!account || !member) throw new Problem('not-signed-in', 'The email or the password is wrong');
    return { accountId: account.id, ...member };
  }
}

/** A known device is counted by itself: neither guesses of others nor those through the same proxy use up its tries. */
const countedFor = (email: string, { peer, device }: Origin): Count[] =>
  device
    ? [['sign-in-device', `${device}/${email}`]]
    : [
        ['sign-in-peer', peer],
        ['sign-in-account', email],
      ];
