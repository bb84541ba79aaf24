import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Config, Database, inWorkspace, newId } from '#libs/platform';
import { AccountTokens } from './account-tokens.js';
import { CreateWorkspace } from './create-workspace.js';
import { refusePublicPassword } from './password.js';
import { RateLimits } from './rate-limits.js';
import { StartSession } from './start-session.js';
import { type WorkspaceSeed, findSeeds } from './workspace-seed.js';

interface FirstWorkspace {
  token: string;
  workspaceName: string;
  name: string;
  email: string;
  password: string;
  locale: string;
  timeZone: string;
}

/** Creates the first workspace with its seeds and signs its admin in, in one transaction. */
@Injectable()
export class SetUp implements OnApplicationBootstrap {
  private seeds: WorkspaceSeed[] = [];

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly tokens: AccountTokens,
    private readonly workspaces: CreateWorkspace,
    private readonly sessions: StartSession,
    private readonly rateLimits: RateLimits,
    private readonly discovery: DiscoveryService,
  ) {}

  onApplicationBootstrap(): void {
    this.seeds = findSeeds(this.discovery);
  }

  /** Returns the token of the admin's session. After a failure the link is still valid. */
  async with({ token, workspaceName, locale, timeZone, ...admin }: FirstWorkspace, peer: string): Promise<string> {
    refusePublicPassword(this.config, admin.password);
    await this.rateLimits.consume('token-peer', peer);
    const workspace = { id: newId(), name: workspaceName, locale, timeZone };
    const session = await inWorkspace(workspace.id, () =>
      this.database.transaction(async (tx) => {
        await this.tokens.redeem(tx, 'setup', token);
        await this.workspaces.refuseSecond(tx);
        const member = await this.workspaces.with(tx, workspace, admin);
        for (const each of this.seeds) await each.seed(tx, workspace);
        return this.sessions.start(tx, member);
      }),
    );
    await this.rateLimits.forgive('token-peer', peer);
    return session;
  }
}
