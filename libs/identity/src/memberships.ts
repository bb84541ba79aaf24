import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '#libs/platform';
import { membershipsOfAccount } from './agents.queries.js';

export interface Membership {
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
