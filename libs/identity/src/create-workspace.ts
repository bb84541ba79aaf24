import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Role } from '#libs/contracts';
import { Database, Problem, type Tx, decoratedProviders, firstRow, newId, repository } from '#libs/platform';
import { insertAccount } from './accounts.queries.js';
import { AgentEntity, Workspace } from './identity.entity.js';
import { anyWorkspace, lockForFirst } from './members.queries.js';
import { hashPassword } from './password.js';

/** What is known of a workspace when it is created. */
export interface NewWorkspace {
  id: string;
  name: string;
  locale: string;
  timeZone: string;
}

/** Seeds a new workspace, in the transaction that creates it. All seeded rows can be changed and deleted later. */
export interface WorkspaceSeed {
  seed(tx: Tx, workspace: NewWorkspace): Promise<void>;
}

const seeding = DiscoveryService.createDecorator<object>();

/** Marks a provider of an api module as a seed of new workspaces. Seeds run in no particular order. */
export function WorkspaceSeed() {
  return (target: new (...needs: never[]) => WorkspaceSeed): void => void seeding()(target);
}

export const findSeeds = (discovery: DiscoveryService): WorkspaceSeed[] =>
  decoratedProviders<object, WorkspaceSeed>(discovery, seeding).map(({ provider }) => provider);

interface NewMember {
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
