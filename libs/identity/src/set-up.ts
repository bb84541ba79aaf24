import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Config, Database, Log, inWorkspace, newId } from '#libs/platform';
import { AccountTokens, CheckLink } from './account-tokens.js';
import { CreateWorkspace, type WorkspaceSeed, findSeeds } from './create-workspace.js';
import { refusePublicPassword } from './password.js';
import { StartSession } from './sign-in.js';

/** The link to set up an installation that has no workspace yet. */
@Injectable()
export class OfferSetUp {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccountTokens,
    private readonly workspaces: CreateWorkspace,
    private readonly config: Config,
  ) {}

  /** A one-time link to create the first workspace and its admin; null when there is a workspace. */
  async link(): Promise<string | null> {
    if (!(await this.workspaces.isFresh())) return null;
    const token = await this.database.transaction((tx) =>
      this.tokens.issue(tx, 'setup', { accountId: null, workspaceId: null, agentId: null }),
    );
    return `${this.config.publicUrl}/setup#token=${token}`;
  }
}

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
    private readonly links: CheckLink,
    private readonly discovery: DiscoveryService,
    private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.seeds = findSeeds(this.discovery);
    // The link itself is a secret, which logs are not.
    if (await this.workspaces.isFresh().catch(() => false))
      this.log.info('there is no workspace yet: the command create-admin prints the link that sets it up');
  }

  /** Returns the token of the admin's session. After a failure the link is still valid. */
  async with({ token, workspaceName, locale, timeZone, ...admin }: FirstWorkspace, peer: string): Promise<string> {
    refusePublicPassword(this.config, admin.password);
    await this.links.refuseUseless({ kind: 'setup', token }, peer);
    const workspace = { id: newId(), name: workspaceName, locale, timeZone };
    return inWorkspace(workspace.id, () =>
      this.database.transaction(async (tx) => {
        await this.tokens.redeem(tx, 'setup', token);
        await this.workspaces.refuseSecond(tx);
        const member = await this.workspaces.with(tx, workspace, admin);
        for (const each of this.seeds) await each.seed(tx, workspace);
        return this.sessions.start(tx, member);
      }),
    );
  }
}
