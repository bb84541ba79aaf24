import { Injectable } from '@nestjs/common';
import type { SlaPolicy } from '#libs/contracts';
import { type AgentContext, audit } from '#libs/identity';
import { Database, Problem, type Tx, firstRow, newId, uniqueViolation } from '#libs/platform';

type PolicyInput = Omit<SlaPolicy, 'id' | 'version'>;

const columns = `id, name, hours_id as "hoursId", targets, position, channel_types as "channelTypes", store_ids as "storeIds", team_ids as "teamIds", version`;

/** What an admin says of SLA policies. A change reaches the clocks at the worker's next sweep. */
@Injectable()
export class ManagePolicies {
  constructor(private readonly database: Database) {}

  list(afterId: string | undefined, limit: number): Promise<SlaPolicy[]> {
    return this.database.query<SlaPolicy>(
      `select ${columns} from sla_policies where ($1::uuid is null or id > $1) order by id limit $2`,
      [afterId ?? null, limit],
    );
  }

  create(agent: AgentContext, policy: PolicyInput): Promise<SlaPolicy> {
    return this.write(agent, 'created', policy, (tx) => storePolicy(tx, policy));
  }

  /** Only another target or other hours make another version: a name, a place or a condition touches no clock that runs. */
  update(agent: AgentContext, policyId: string, change: Partial<PolicyInput>): Promise<SlaPolicy> {
    return this.write(agent, 'changed', change, async (tx) => {
      const found = await firstRow(
        tx,
        `update sla_policies set name = coalesce($2, name), hours_id = case when $3 then $4::uuid else hours_id end, targets = coalesce($5, targets), position = coalesce($6, position),
           channel_types = coalesce($7, channel_types), store_ids = coalesce($8, store_ids), team_ids = coalesce($9, team_ids),
           version = version + case when $3 and hours_id is distinct from $4::uuid or $5 is not null and targets <> $5 then 1 else 0 end
         where id = $1 returning id`,
        [
          policyId,
          change.name ?? null,
          change.hoursId !== undefined,
          change.hoursId ?? null,
          change.targets ?? null,
          change.position ?? null,
          change.channelTypes ?? null,
          change.storeIds ?? null,
          change.teamIds ?? null,
        ],
      );
      if (!found) throw new Problem('not-found');
      return policyId;
    });
  }

  async delete(agent: AgentContext, policyId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const found = await firstRow(tx, 'delete from sla_policies where id = $1 returning id', [policyId]);
      if (!found) throw new Problem('not-found');
      await audit(tx, agent, { action: 'sla-policy.deleted', targetKind: 'sla-policy', targetId: policyId });
    });
  }

  private async write(
    agent: AgentContext,
    done: 'created' | 'changed',
    { hoursId }: Partial<PolicyInput>,
    change: (tx: Tx) => Promise<string>,
  ): Promise<SlaPolicy> {
    try {
      return await this.database.transaction(async (tx) => {
        if (hoursId) await requireHours(tx, hoursId);
        const id = await change(tx);
        await audit(tx, agent, { action: `sla-policy.${done}`, targetKind: 'sla-policy', targetId: id });
        return (await firstRow<SlaPolicy>(tx, `select ${columns} from sla_policies where id = $1`, [id]))!;
      });
    } catch (error) {
      if (uniqueViolation(error) === 'sla_policies_name_key')
        throw new Problem('conflict', 'There is an SLA policy of this name already');
      throw error;
    }
  }
}

/** A new policy's id. */
export async function storePolicy(tx: Tx, policy: PolicyInput): Promise<string> {
  const id = newId();
  await tx.query(
    `insert into sla_policies (id, name, hours_id, targets, position, channel_types, store_ids, team_ids) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      policy.name,
      policy.hoursId,
      policy.targets,
      policy.position,
      policy.channelTypes,
      policy.storeIds,
      policy.teamIds,
    ],
  );
  return id;
}

async function requireHours(tx: Tx, hoursId: string) {
  if (await firstRow(tx, 'select 1 from business_hours where id = $1', [hoursId])) return;
  throw new Problem('invalid-request', {
    errors: [{ path: 'body.hoursId', message: 'not a calendar of this workspace' }],
  });
}
