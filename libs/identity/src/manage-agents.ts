import { Injectable } from '@nestjs/common';
import type { Agent, InvitedAgent, Role } from '#libs/contracts';
import { Database, Jobs, Mailer, Problem, type Tx, firstRow, newId, rows } from '#libs/platform';
import type { AgentContext } from './agent-context.js';
import { audit } from './audit.js';
import { mailAccountLink } from './mail-account-link.job.js';
import { type LinkRequest, MailAccountLink } from './mail-account-link.js';

interface Invitation {
  email: string;
  name: string;
  role: Role;
  onlyAssigned: boolean;
  teamIds: string[];
}
interface AgentChange {
  role?: Role;
  onlyAssigned?: boolean;
  teamIds?: string[];
  deactivated?: boolean;
}

const agentColumns = `
  a.id, a.name, a.email, a.role, a.only_assigned as "onlyAssigned", a.state, a.created_at as "createdAt",
  array(select m.team_id::text from team_members m where m.agent_id = a.id) as "teamIds"`;

/** Whoever never joined has yet to: another workspace's invitation may have given the account to somebody else. */
const stateOnReturn = `case when joined_at is null then 'invited' else 'active' end`;

/** Who belongs to the workspace, and as what. */
@Injectable()
export class ManageAgents {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly mailer: Mailer,
    private readonly links: MailAccountLink,
  ) {}

  list(afterId: string | undefined, limit: number): Promise<Agent[]> {
    return this.database.query<Agent>(
      `select ${agentColumns} from agents a where ($1::uuid is null or a.id > $1) order by a.id limit $2`,
      [afterId ?? null, limit],
    );
  }

  /**
   * Whoever has not come yet may be invited again: their mail may be lost, or its link too old. Where no mail can leave,
   * the admin is given the link to hand over; it opens no account that has a password already.
   */
  async invite(admin: AgentContext, invitation: Invitation): Promise<InvitedAgent> {
    const { request, invited } = await this.database.transaction(async (tx) => {
      const account = await firstRow<{ id: string }>(
        tx,
        `insert into accounts (id, email) values ($1, $2) on conflict (email) do update set email = excluded.email returning id`,
        [newId(), invitation.email],
      );
      const made = await firstRow<{ id: string }>(
        tx,
        `insert into agents (id, account_id, name, email, role, only_assigned, state) values ($1, $2, $3, $4, $5, $6, 'invited')
         on conflict on constraint agents_account_key do update
           set name = excluded.name, role = excluded.role, only_assigned = excluded.only_assigned where agents.state = 'invited' returning id`,
        [newId(), account!.id, invitation.name, invitation.email, invitation.role, invitation.onlyAssigned],
      );
      if (!made) throw new Problem('conflict', 'This person is in the workspace already');
      await this.setTeams(tx, made.id, invitation.teamIds);
      await audit(tx, admin, {
        action: 'invite-agent',
        targetKind: 'agent',
        targetId: made.id,
        data: { role: invitation.role },
      });
      const request: LinkRequest = {
        kind: 'invitation',
        accountId: account!.id,
        agentId: made.id,
        workspaceId: admin.workspaceId,
      };
      const invitationLink = this.mailer.canSend ? null : await this.links.make(tx, request);
      return { request, invited: { ...(await this.read(tx, made.id)), invitationLink } };
    });
    if (this.mailer.canSend) await this.jobs.add(mailAccountLink, request);
    return invited;
  }

  async update(admin: AgentContext, agentId: string, change: AgentChange): Promise<Agent> {
    return this.database.transaction(async (tx) => {
      await this.keepAnAdmin(tx, agentId, change);
      const found = await firstRow<{ id: string }>(
        tx,
        `update agents set role = coalesce($2, role), only_assigned = coalesce($3, only_assigned),
           state = case when $4::boolean then 'deactivated' when not $4::boolean and state = 'deactivated' then ${stateOnReturn} else state end
         where id = $1 returning id`,
        [agentId, change.role ?? null, change.onlyAssigned ?? null, change.deactivated ?? null],
      );
      if (!found) throw new Problem('not-found');
      if (change.teamIds) await this.setTeams(tx, agentId, change.teamIds);
      if (change.deactivated) await this.shutOut(tx, admin.workspaceId, agentId);
      await audit(tx, admin, { action: 'update-agent', targetKind: 'agent', targetId: agentId, data: { ...change } });
      return this.read(tx, agentId);
    });
  }

  /** Ends what they are in by, and what they could come in by. */
  private async shutOut(tx: Tx, workspaceId: string, agentId: string) {
    await tx.query('delete from sessions where workspace_id = $1 and agent_id = $2', [workspaceId, agentId]);
    await tx.query(
      `delete from account_tokens where kind = 'invitation' and workspace_id = $1 and agent_id = $2 and used_at is null`,
      [workspaceId, agentId],
    );
  }

  /** A workspace without an admin could never be managed again. */
  private async keepAnAdmin(tx: Tx, agentId: string, change: AgentChange) {
    if (!change.deactivated && (!change.role || change.role === 'admin')) return;
    const admins = await rows<{ id: string }>(
      tx,
      `select id from agents where role = 'admin' and state = 'active' order by id for update`,
    );
    if (admins.length === 1 && admins[0]?.id === agentId)
      throw new Problem('conflict', 'The last admin cannot be taken away');
  }

  private async setTeams(tx: Tx, agentId: string, teamIds: string[]) {
    await tx.query('delete from team_members where agent_id = $1 and not team_id = any($2::uuid[])', [
      agentId,
      teamIds,
    ]);
    await tx.query(
      'insert into team_members (team_id, agent_id) select unnest($2::uuid[]), $1 on conflict do nothing',
      [agentId, teamIds],
    );
  }

  private async read(tx: Tx, agentId: string): Promise<Agent> {
    return (await firstRow<Agent>(tx, `select ${agentColumns} from agents a where a.id = $1`, [agentId]))!;
  }
}
