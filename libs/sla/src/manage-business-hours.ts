import { Injectable } from '@nestjs/common';
import type { BusinessHours } from '#libs/contracts';
import { type AgentContext, audit } from '#libs/identity';
import {
  Database,
  Problem,
  type Tx,
  firstRow,
  isForeignKeyViolation,
  newId,
  repository,
  rows,
  uniqueViolation,
} from '#libs/platform';
import { calendarById, listCalendars, renewPoliciesOf } from './policies.queries.js';
import { BusinessHoursEntity, BusinessHoursVersion } from './sla.entity.js';

type HoursInput = Pick<BusinessHours, 'name' | 'timeZone' | 'windows' | 'holidays'>;

/** Manages calendars of business hours. Each change makes a new version, so that an old clock can be explained. */
@Injectable()
export class ManageBusinessHours {
  constructor(private readonly database: Database) {}

  list(afterId: string | undefined, limit: number): Promise<BusinessHours[]> {
    return rows<BusinessHours>(this.database, listCalendars, [afterId ?? null, limit]);
  }

  create(agent: AgentContext, input: HoursInput): Promise<BusinessHours> {
    return this.write(agent, 'created', (tx) => storeHours(tx, input));
  }

  /** The calendar's policies, and so their clocks, follow at the worker's next sweep. */
  update(agent: AgentContext, hoursId: string, change: Partial<HoursInput>): Promise<BusinessHours> {
    return this.write(agent, 'changed', async (tx) => {
      const hours = repository(tx, BusinessHoursEntity);
      const locked = await hours.findOne({ where: { id: hoursId }, lock: { mode: 'pessimistic_write' } });
      if (!locked) throw new Problem('not-found');
      const before = (await firstRow<BusinessHours>(tx, calendarById, [hoursId]))!;
      const { name, ...calendar } = change;
      if (name) await hours.update({ id: hoursId }, { name });
      if (Object.values(calendar).some((value) => value !== undefined)) await this.replace(tx, before, calendar);
      return hoursId;
    });
  }

  async delete(agent: AgentContext, hoursId: string): Promise<void> {
    await this.database
      .transaction(async (tx) => {
        const existed = await repository(tx, BusinessHoursEntity).delete({ id: hoursId });
        if (!existed) throw new Problem('not-found');
        await audit(tx, agent, { action: 'business-hours.deleted', targetKind: 'business-hours', targetId: hoursId });
      })
      .catch((error: unknown) => {
        throw isForeignKeyViolation(error) ? new Problem('conflict', 'An SLA policy counts by this calendar') : error;
      });
  }

  private async replace(tx: Tx, before: BusinessHours, change: Partial<HoursInput>) {
    await addVersion(tx, before.id, before.version + 1, {
      ...before,
      ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
    });
    await repository(tx, BusinessHoursEntity).update({ id: before.id }, { version: before.version + 1 });
    await tx.query(renewPoliciesOf, [before.id]);
  }

  private async write(
    agent: AgentContext,
    done: 'created' | 'changed',
    change: (tx: Tx) => Promise<string>,
  ): Promise<BusinessHours> {
    try {
      return await this.database.transaction(async (tx) => {
        const id = await change(tx);
        await audit(tx, agent, { action: `business-hours.${done}`, targetKind: 'business-hours', targetId: id });
        return (await firstRow<BusinessHours>(tx, calendarById, [id]))!;
      });
    } catch (error) {
      if (uniqueViolation(error) === 'business_hours_name_key')
        throw new Problem('conflict', 'There is a calendar of this name already');
      throw error;
    }
  }
}

/** A new calendar's id. */
export async function storeHours(tx: Tx, input: HoursInput): Promise<string> {
  const id = newId();
  await repository(tx, BusinessHoursEntity).insert({ id, name: input.name });
  await addVersion(tx, id, 1, input);
  return id;
}

const addVersion = (tx: Tx, hoursId: string, version: number, { timeZone, windows, holidays }: HoursInput) =>
  repository(tx, BusinessHoursVersion).insert({ hoursId, version, timeZone, windows, holidays });
