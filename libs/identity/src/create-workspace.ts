import { Injectable } from '@nestjs/common';
import type { Role } from '#libs/contracts';
import { Database, Problem, type Tx, firstRow, newId, repository } from '#libs/platform';
import { insertAccount } from './accounts.queries.js';
import { AgentEntity } from './agent.entity.js';
import type { NewWorkspace } from './workspace-seed.js';
import { hashPassword } from './password.js';
import { Workspace } from './workspace.entity.js';
import { anyWorkspace, lockForFirst } from './workspaces.queries.js';

export interface NewMember {
  name: string;
  email: string;
  password: string;
  role: Role;
}
export interface Member {
  accountId: string;
  workspaceId: string;
  agentId: string;
}

const firstWorkspaceLock = 640_115_084;

/** Creates workspaces and their first members. */
@Injectable()
export class CreateWorkspace {
  constructor(private readonly database: Database) {}

  /** Creates the workspace in context with its first admin, without seeds. */
  async with(tx: Tx, workspace: NewWorkspace, admin: Omit<NewMember, 'role'>): Promise<Member> {
    await this.empty(tx, workspace);
    return this.addMember(tx, workspace.id, { ...admin, role: 'admin' });
  }

  /** Creates the workspace in context without members. */
  async empty(
    tx: Tx,
    { id, name, locale, timeZone, slug = null }: NewWorkspace & { slug?: string | null },
  ): Promise<void> {
    await repository(tx, Workspace).insert({ id, name, locale, timeZone, slug });
  }

  /** Lets one transaction at a time create the first workspace, also with several valid set-up links. */
  async refuseSecond(tx: Tx): Promise<void> {
    await tx.query(lockForFirst, [firstWorkspaceLock]);
    if (await firstRow(tx, anyWorkspace))
      throw new Problem('forbidden', 'There is a workspace already. Ask its admin for an invitation.');
  }

  /** Adds a member with a password. Refuses an existing account: it must not be taken over by a new password. */
  async addMember(tx: Tx, workspaceId: string, member: NewMember): Promise<Member> {
    const [name, email] = [member.name, member.email.toLowerCase()];
    const account = await firstRow<{ id: string }>(tx, insertAccount, [
      newId(),
      email,
      await hashPassword(member.password),
    ]);
    if (!account) throw new Problem('conflict', 'There is an account with this email already');
    const agentId = newId();
    const joined = { role: member.role, joinedAt: () => 'now()' };
    await repository(tx, AgentEntity).insert({ id: agentId, accountId: account.id, name, email, ...joined });
    return { accountId: account.id, workspaceId, agentId };
  }

  /** Whether the installation has no workspace yet. */
  async isFresh(): Promise<boolean> {
    return (await this.database.query(anyWorkspace)).length === 0;
  }
}
