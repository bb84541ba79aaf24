import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { Agent, InvitedAgent, Role } from '#libs/contracts';
import {
  Database,
  Jobs,
  JobsUnavailable,
  Mailer,
  Problem,
  type Tx,
  firstRow,
  newId,
  publish,
  repository,
} from '#libs/platform';
import { accountOfEmail, deleteInvitations, endSessionsOfAgent } from './accounts.queries.js';
import { type AgentContext, actorOf } from './agent-context.js';
import { audit } from './audit.js';
import { AgentDeactivated } from './events.js';
import { AgentEntity, type AgentState } from './identity.entity.js';
import { type LinkRequest, MailAccountLink, mailAccountLink } from './mail-account-link.js';
import { inviteAgent } from './members.queries.js';
import { readTeams, setTeams } from './team-members.js';

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

/**
 * Keeps the state `invited` until the agent has joined: another workspace's invitation may have given the account to
 * another person.
 */
const stateOnReturn = (agent: AgentEntity): AgentState => (agent.joinedAt ? 'active' : 'invited');

/** Manages the agents of the workspace and their roles. */
@Injectable()
export class ManageAgents {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly mailer: Mailer,
    private readonly links: MailAccountLink,
  ) {}

  async list(afterId: string | undefined, limit: number): Promise<Agent[]> {
    const agents = await repository(this.database, AgentEntity).find({
      where: afterId ? { id: MoreThan(afterId) } : {},
      order: { id: 'ASC' },
      take: limit,
    });
    const teams = await readTeams(
      this.database,
      agents.map(({ id }) => id),
    );
    return agents.map((agent) => describe(agent, teams.get(agent.id)));
  }

  /**
   * Invites an agent, also again until they have joined: the mail may be lost or its link expired. When no mail can be
   * sent, returns the link for the admin to hand over; it does not open an account that has a password.
   */
  async invite(admin: AgentContext, invitation: Invitation): Promise<InvitedAgent> {
    const { request, invited } = await this.database.transaction(async (tx) => {
      const { email, name, role, onlyAssigned, teamIds } = invitation;
      const account = await firstRow<{ id: string }>(tx, accountOfEmail, [newId(), email]);
      const values = [newId(), account!.id, name, email, role, onlyAssigned];
      const made = await firstRow<{ id: string }>(tx, inviteAgent, values);
      if (!made) throw new Problem('conflict', 'This person is in the workspace already');
      await setTeams(tx, made.id, teamIds, actorOf(admin));
      await audit(tx, admin, {
        action: 'invite-agent',
        targetKind: 'agent',
        targetId: made.id,
        data: { role },
      });
      const request: LinkRequest = {
        kind: 'invitation',
        accountId: account!.id,
        agentId: made.id,
        workspaceId: admin.workspaceId,
      };
      const invitationLink = this.mailer.canSend ? null : await this.links.create(tx, request);
      return { request, invited: { ...(await this.read(tx, made.id)), invitationLink } };
    });
    return this.mailer.canSend && !(await this.isMailed(request)) ? this.handOver(invited, request) : invited;
  }

  /** Whether the mail is queued: false while no queue can be reached. */
  private isMailed(request: LinkRequest): Promise<boolean> {
    return this.jobs.add(mailAccountLink, request).then(
      () => true,
      (error: unknown) => {
        if (error instanceof JobsUnavailable) return false;
        throw error;
      },
    );
  }

  /** The invitation is stored, so a refusal would be half done: the admin gets the link instead. */
  private async handOver(invited: InvitedAgent, request: LinkRequest): Promise<InvitedAgent> {
    return { ...invited, invitationLink: await this.database.transaction((tx) => this.links.create(tx, request)) };
  }

  async update(admin: AgentContext, agentId: string, change: AgentChange): Promise<Agent> {
    return this.database.transaction(async (tx) => {
      await this.keepAnAdmin(tx, agentId, change);
      const agents = repository(tx, AgentEntity);
      const agent = await agents.findOne({ where: { id: agentId }, lock: { mode: 'for_no_key_update' } });
      if (!agent) throw new Problem('not-found');
      const { role, onlyAssigned } = change;
      await agents.update({ id: agentId }, { role, onlyAssigned, state: stateAfter(agent, change) });
      if (change.teamIds) await setTeams(tx, agentId, change.teamIds, actorOf(admin));
      if (change.deactivated) await this.shutOut(tx, admin, agentId);
      await audit(tx, admin, { action: 'update-agent', targetKind: 'agent', targetId: agentId, data: { ...change } });
      return this.read(tx, agentId);
    });
  }

  /** Ends the agent's sessions and invitations; their tickets lose them by the event. */
  private async shutOut(tx: Tx, admin: AgentContext, agentId: string) {
    await tx.query(endSessionsOfAgent, [admin.workspaceId, agentId]);
    await tx.query(deleteInvitations, [admin.workspaceId, agentId]);
    publish(tx, AgentDeactivated, { actor: actorOf(admin), agentId });
  }

  /** Refuses to leave the workspace without an admin: it could never be managed again. */
  private async keepAnAdmin(tx: Tx, agentId: string, change: AgentChange) {
    if (!change.deactivated && (!change.role || change.role === 'admin')) return;
    const admins = await repository(tx, AgentEntity).find({
      where: { role: 'admin', state: 'active' },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    if (admins.length === 1 && admins[0]?.id === agentId)
      throw new Problem('conflict', 'The last admin cannot be taken away');
  }

  private async read(tx: Tx, agentId: string): Promise<Agent> {
    const agent = await repository(tx, AgentEntity).findOneBy({ id: agentId });
    return describe(agent!, (await readTeams(tx, [agentId])).get(agentId));
  }
}

/** Undefined when it does not change. */
function stateAfter(agent: AgentEntity, { deactivated }: AgentChange): AgentState | undefined {
  if (deactivated) return 'deactivated';
  return deactivated === false && agent.state === 'deactivated' ? stateOnReturn(agent) : undefined;
}

function describe(
  { id, name, email, role, onlyAssigned, state, createdAt }: AgentEntity,
  teamIds: string[] = [],
): Agent {
  return { id, name, email, role, onlyAssigned, state, createdAt: createdAt.toISOString(), teamIds };
}
