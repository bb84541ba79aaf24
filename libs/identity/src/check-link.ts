import { Injectable } from '@nestjs/common';
import { Database } from '#libs/platform';
import { AccountTokens, type TokenKind } from './account-tokens.js';
import { CreateWorkspace } from './create-workspace.js';
import { RateLimits } from './rate-limits.js';

/** Checks a one-time link before its form is shown, so that it is not filled in for nothing. */
@Injectable()
export class CheckLink {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccountTokens,
    private readonly workspaces: CreateWorkspace,
    private readonly rateLimits: RateLimits,
  ) {}

  /** Throws as the use of the link would. A failed check counts towards the same rate limit. */
  async refuseUseless({ kind, token }: { kind: TokenKind; token: string }, peer: string): Promise<void> {
    await this.rateLimits.consume('token-peer', peer);
    await this.tokens.refuseUseless(this.database, kind, token);
    if (kind === 'setup') await this.database.transaction((tx) => this.workspaces.refuseSecond(tx));
    await this.rateLimits.forgive('token-peer', peer);
  }
}
