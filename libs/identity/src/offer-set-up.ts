import { Injectable } from '@nestjs/common';
import { Config, Database } from '#libs/platform';
import { AccountTokens } from './account-tokens.js';
import { CreateWorkspace } from './create-workspace.js';

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
