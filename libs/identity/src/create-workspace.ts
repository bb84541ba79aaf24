import { Injectable } from '@nestjs/common';
import type { Role } from '#libs/contracts';
import { Database, Problem, type Tx, firstRow, inWorkspace, newId, rows } from '#libs/platform';
import { hashPassword } from './password.js';

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

/** Makes workspaces and their first members. */
@Injectable()
export class CreateWorkspace {
  constructor(private readonly database: Database) {}

  /** A new workspace with its first admin. */
  async with(workspace: { name: string; locale?: string; timeZone?: string; demo?: boolean }, admin: Omit<NewMember, 'role'>): Promise<Member> {
    const workspaceId = newId();
    return inWorkspace(workspaceId, () =>
      this.database.transaction(async (tx) => {
        await tx.query('insert into workspaces (id, name, locale, time_zone, demo) values ($1, $2, $3, $4, $5)', [
          workspaceId, workspace.name, workspace.locale ?? 'en', workspace.timeZone ?? 'UTC', workspace.demo ?? false,
        ]);
        await tx.query('insert into ticket_counters default values');
        return this.addMember(tx, workspaceId, { ...admin, role: 'admin' });
      }),
    );
  }

  /** A member whose password is known. An account that exists already keeps its own password, so it may not be taken over this way. */
  async addMember(tx: Tx, workspaceId: string, member: NewMember): Promise<Member> {
    const account = await firstRow<{ id: string }>(tx, 'insert into accounts (id, email, password_hash) values ($1, $2, $3) on conflict do nothing returning id', [
      newId(), member.email.toLowerCase(), await hashPassword(member.password),
    ]);
    if (!account) throw new Problem('conflict', 'There is an account with this email already');
    const agentId = newId();
    await rows(tx, 'insert into agents (id, account_id, name, email, role) values ($1, $2, $3, $4, $5)', [agentId, account.id, member.name, member.email.toLowerCase(), member.role]);
    return { accountId: account.id, workspaceId, agentId };
  }

  /** Whether the installation has no workspace yet. */
  async isFresh(): Promise<boolean> {
    return (await this.database.query('select 1 from workspaces limit 1')).length === 0;
  }
}
