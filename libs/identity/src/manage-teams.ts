import { Injectable } from '@nestjs/common';
import type { Team } from '#libs/contracts';
import { Database, Problem, type Tx, firstRow, newId, uniqueViolation } from '#libs/platform';

const teamColumns = `t.id, t.name, array(select m.agent_id::text from team_members m where m.team_id = t.id order by m.agent_id) as "agentIds"`;

/** The workspace's teams. */
@Injectable()
export class ManageTeams {
  constructor(private readonly database: Database) {}

  list(afterId: string | undefined, limit: number): Promise<Team[]> {
    return this.database.query<Team>(
      `select ${teamColumns} from teams t where ($1::uuid is null or t.id > $1) order by t.id limit $2`,
      [afterId ?? null, limit],
    );
  }

  create({ name, agentIds }: { name: string; agentIds: string[] }): Promise<Team> {
    return this.write(async (tx) => {
      const id = newId();
      await tx.query('insert into teams (id, name) values ($1, $2)', [id, name]);
      await this.setAgents(tx, id, agentIds);
      return id;
    });
  }

  update(teamId: string, change: { name?: string; agentIds?: string[] }): Promise<Team> {
    return this.write(async (tx) => {
      const found = await firstRow(tx, 'update teams set name = coalesce($2, name) where id = $1 returning id', [
        teamId,
        change.name ?? null,
      ]);
      if (!found) throw new Problem('not-found');
      if (change.agentIds) await this.setAgents(tx, teamId, change.agentIds);
      return teamId;
    });
  }

  async delete(teamId: string): Promise<void> {
    const found = await firstRow(this.database, 'delete from teams where id = $1 returning id', [teamId]);
    if (!found) throw new Problem('not-found');
  }

  private async write(change: (tx: Tx) => Promise<string>): Promise<Team> {
    try {
      return await this.database.transaction(
        async (tx) =>
          (await firstRow<Team>(tx, `select ${teamColumns} from teams t where t.id = $1`, [await change(tx)]))!,
      );
    } catch (error) {
      if (uniqueViolation(error) === 'teams_name_key')
        throw new Problem('conflict', 'There is a team of this name already');
      throw error;
    }
  }

  private async setAgents(tx: Tx, teamId: string, agentIds: string[]) {
    await tx.query('delete from team_members where team_id = $1 and not agent_id = any($2::uuid[])', [
      teamId,
      agentIds,
    ]);
    await tx.query(
      'insert into team_members (team_id, agent_id) select $1, unnest($2::uuid[]) on conflict do nothing',
      [teamId, agentIds],
    );
  }
}
