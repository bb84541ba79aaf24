import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { Team } from '#libs/contracts';
import { Database, Problem, type Tx, newId, repository, uniqueViolation } from '#libs/platform';
import { type AgentContext, actorOf } from './agent-context.js';
import { audit } from './audit.js';
import { TeamEntity } from './identity.entity.js';
import { readAgents, setAgents } from './team-members.js';

/** Manages the workspace's teams. */
@Injectable()
export class ManageTeams {
  constructor(private readonly database: Database) {}

  async list(afterId: string | undefined, limit: number): Promise<Team[]> {
    const teams = await repository(this.database, TeamEntity).find({
      where: afterId ? { id: MoreThan(afterId) } : {},
      order: { id: 'ASC' },
      take: limit,
    });
    const agents = await readAgents(
      this.database,
      teams.map(({ id }) => id),
    );
    return teams.map(({ id, name }) => ({ id, name, agentIds: agents.get(id) ?? [] }));
  }

  create(admin: AgentContext, { name, agentIds }: { name: string; agentIds: string[] }): Promise<Team> {
    return this.write(async (tx) => {
      const team = await repository(tx, TeamEntity).insert({ id: newId(), name });
      await setAgents(tx, team.id, agentIds, actorOf(admin));
      await this.record(tx, admin, 'create-team', team.id);
      return team;
    });
  }

  update(
    admin: AgentContext,
    teamId: string,
    { name, agentIds }: { name?: string; agentIds?: string[] },
  ): Promise<Team> {
    return this.write(async (tx) => {
      const teams = repository(tx, TeamEntity);
      // Lock the team, or two concurrent changes of its agents would both be stored.
      if (!(await teams.findOne({ where: { id: teamId }, lock: { mode: 'for_no_key_update' } }))) return null;
      if (agentIds) await setAgents(tx, teamId, agentIds, actorOf(admin));
      await this.record(tx, admin, 'update-team', teamId);
      return teams.update({ id: teamId }, { name });
    });
  }

  async delete(admin: AgentContext, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await repository(tx, TeamEntity).delete({ id }))) throw new Problem('not-found');
      await this.record(tx, admin, 'delete-team', id);
    });
  }

  private record(tx: Tx, admin: AgentContext, action: string, targetId: string): Promise<void> {
    return audit(tx, admin, { action, targetKind: 'team', targetId });
  }

  private async write(change: (tx: Tx) => Promise<TeamEntity | null>): Promise<Team> {
    try {
      return await this.database.transaction(async (tx) => {
        const team = await change(tx);
        if (!team) throw new Problem('not-found');
        const agents = await readAgents(tx, [team.id]);
        return { id: team.id, name: team.name, agentIds: agents.get(team.id) ?? [] };
      });
    } catch (error) {
      if (uniqueViolation(error) === 'teams_name_key')
        throw new Problem('conflict', 'There is a team of this name already');
      throw error;
    }
  }
}
