import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { SlaPolicy } from '#libs/contracts';
import { type AgentContext, audit } from '#libs/identity';
import { Database, Problem, type Tx, newId, repository, uniqueViolation } from '#libs/platform';
import { BusinessHoursEntity, SlaPolicyEntity } from './sla.entity.js';

type PolicyInput = Omit<SlaPolicy, 'id' | 'version'>;

/** Manages SLA policies. A change reaches the clocks at the worker's next sweep. */
@Injectable()
export class ManagePolicies {
  constructor(private readonly database: Database) {}

  async list(afterId: string | undefined, limit: number): Promise<SlaPolicy[]> {
    const policies = await repository(this.database, SlaPolicyEntity).find({
      where: afterId ? { id: MoreThan(afterId) } : {},
      order: { id: 'ASC' },
      take: limit,
    });
    return policies.map(describe);
  }

  create(agent: AgentContext, policy: PolicyInput): Promise<SlaPolicy> {
    return this.write(agent, 'created', policy, (tx) => storePolicy(tx, policy));
  }

  /**
   * Only another target or other hours make a new version: a name, a position or a condition changes no running clock.
   */
  update(agent: AgentContext, policyId: string, change: Partial<PolicyInput>): Promise<SlaPolicy> {
    return this.write(agent, 'changed', change, async (tx) => {
      const policies = repository(tx, SlaPolicyEntity);
      const before = await policies.findOne({ where: { id: policyId }, lock: { mode: 'for_no_key_update' } });
      if (!before) throw new Problem('not-found');
      const version = movesClocks(before, change) ? before.version + 1 : before.version;
      return (await policies.update({ id: policyId }, { ...change, version }))!;
    });
  }

  async delete(agent: AgentContext, policyId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await repository(tx, SlaPolicyEntity).delete({ id: policyId }))) throw new Problem('not-found');
      await audit(tx, agent, { action: 'sla-policy.deleted', targetKind: 'sla-policy', targetId: policyId });
    });
  }

  private async write(
    agent: AgentContext,
    done: 'created' | 'changed',
    { hoursId }: Partial<PolicyInput>,
    change: (tx: Tx) => Promise<SlaPolicyEntity>,
  ): Promise<SlaPolicy> {
    try {
      return await this.database.transaction(async (tx) => {
        if (hoursId) await requireHours(tx, hoursId);
        const policy = await change(tx);
        await audit(tx, agent, { action: `sla-policy.${done}`, targetKind: 'sla-policy', targetId: policy.id });
        return describe(policy);
      });
    } catch (error) {
      if (uniqueViolation(error) === 'sla_policies_name_key')
        throw new Problem('conflict', 'There is an SLA policy of this name already');
      throw error;
    }
  }
}

export const storePolicy = (tx: Tx, policy: PolicyInput): Promise<SlaPolicyEntity> =>
  repository(tx, SlaPolicyEntity).insert({ id: newId(), ...policy });

/** Whether the policy's running clocks must be set anew. */
const movesClocks = (before: SlaPolicyEntity, { hoursId, targets }: Partial<PolicyInput>): boolean =>
  (hoursId !== undefined && hoursId !== before.hoursId) ||
  (targets !== undefined && !isDeepStrictEqual(targets, before.targets));

async function requireHours(tx: Tx, id: string) {
  if (await repository(tx, BusinessHoursEntity).existsBy({ id })) return;
  throw new Problem('invalid-request', {
    errors: [{ path: 'body.hoursId', message: 'not a calendar of this workspace' }],
  });
}

function describe(policy: SlaPolicyEntity): SlaPolicy {
  const { id, name, hoursId, targets, position, channelTypes, storeIds, teamIds, version } = policy;
  return { id, name, hoursId, targets, position, channelTypes, storeIds, teamIds, version };
}
