import { Injectable } from '@nestjs/common';
import type { Role } from '#libs/contracts';
import { Database, Problem, type Tx, firstRow, newId, rows } from '#libs/platform';
import type { NewWorkspace } from './furnishing.js';
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

const firstWorkspaceLock = 640_115_084;
const anyWorkspace = 'select 1 from workspaces limit 1';

/** Makes workspaces and their first members. */
@Injectable()
export class CreateWorkspace {
  constructor(private readonly database: Database) {}

  /** A new workspace, the one in context, with its first admin and nothing else. */
  async with(tx: Tx, { id, name, locale, timeZone }: NewWorkspace, admin: Omit<NewMember, 'role'>): Promise<Member> {
    await tx.query('insert into workspaces (id, name, locale, time_zone) values ($1, $2, $3, $4)', [
      id,
      name,
      locale,
      timeZone,
    ]);
    await tx.query('insert into ticket_counters default values');
    return this.addMember(tx, id, { ...admin, role: 'admin' });
  }

  /** Whoever makes the first workspace must be alone with it, whatever links there are. */
  async refuseSecond(tx: Tx): Promise<void> {
    await tx.query('select pg_advisory_xact_lock($1)', [firstWorkspaceLock]);
    if (await firstRow(tx, anyWorkspace))
      throw new Problem('forbidden', 'There is a workspace already. Ask its admin for an invitation.');
  }

  /** A member whose password is known. An account that exists already keeps its own password, so it may not be taken over this way. */
  async addMember(tx: Tx, workspaceId: string, member: NewMember): Promise<Member> {
    const account = await firstRow<{ id: string }>(
      tx,
      'insert into accounts (id, email, password_hash) values ($1, $2, $3) on conflict do nothing returning id',
      [newId(), member.email.toLowerCase(), await hashPassword(member.password)],
    );
    if (!account) throw new Problem('conflict', 'There is an account with this email already');
    const agentId = newId();
    await rows(
      tx,
      'insert into agents (id, account_id, name, email, role, joined_at) values ($1, $2, $3, $4, $5, now())',
      [agentId, account.id, member.name, member.email.toLowerCase(), member.role],
    );
    return { accountId: account.id, workspaceId, agentId };
  }

  /** Whether the installation has no workspace yet. */
  async isFresh(): Promise<boolean> {
    return (await this.database.query(anyWorkspace)).length === 0;
  }
}
