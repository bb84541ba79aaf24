import { Injectable } from '@nestjs/common';
import { SystemDatabase } from '#libs/platform';

export interface Membership {
  workspaceId: string;
  workspaceName: string;
  agentId: string;
}

/** The workspaces that an account is an active agent of. */
@Injectable()
export class Memberships {
  constructor(private readonly system: SystemDatabase) {}

  of(accountId: string): Promise<Membership[]> {
    return this.system.query<Membership>(
      `select a.workspace_id as "workspaceId", w.name as "workspaceName", a.id as "agentId"
       from agents a join workspaces w on w.id = a.workspace_id
       where a.account_id = $1 and a.state = 'active' order by w.name, w.id limit 100`,
      [accountId],
    );
  }

  /** Of those, the asked one, else the one last used, else the first. */
  async choose(accountId: string, asked: string | undefined, lastUsed: string | null): Promise<Membership | null> {
    const all = await this.of(accountId);
    if (asked) return all.find((membership) => membership.workspaceId === asked) ?? null;
    return all.find((membership) => membership.workspaceId === lastUsed) ?? all[0] ?? null;
  }
}
