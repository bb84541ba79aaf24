import { Injectable } from '@nestjs/common';
import type { BusinessHours } from '#libs/contracts';
import { type AgentContext, audit } from '#libs/identity';
import { Database, Problem, type Tx, firstRow, isForeignKeyViolation, newId, uniqueViolation } from '#libs/platform';

type HoursInput = Pick<BusinessHours, 'name' | 'timeZone' | 'windows' | 'holidays'>;

const select = `
  select h.id, h.name, v.time_zone as "timeZone", v.windows, v.holidays, h.version
  from business_hours h join business_hours_versions v on v.workspace_id = h.workspace_id and v.hours_id = h.id and v.version = h.version`;

/** Calendars of business hours. Each change makes a new version, so that a clock can be read back by the one it ran by. */
@Injectable()
export class ManageBusinessHours {
  constructor(private readonly database: Database) {}

  list(afterId: string | undefined, limit: number): Promise<BusinessHours[]> {
    return this.database.query<BusinessHours>(
      `${select} where ($1::uuid is null or h.id > $1) order by h.id limit $2`,
      [afterId ?? null, limit],
    );
  }

  create(agent: AgentContext, input: HoursInput): Promise<BusinessHours> {
    return this.write(agent, 'created', (tx) => storeHours(tx, input));
  }

  /** The policies that count by it, and so their clocks, follow at the worker's next sweep. */
  update(agent: AgentContext, hoursId: string, change: Partial<HoursInput>): Promise<BusinessHours> {
    return this.write(agent, 'changed', async (tx) => {
      await tx.query('select 1 from business_hours where id = $1 for update', [hoursId]);
      const before = await firstRow<BusinessHours>(tx, `${select} where h.id = $1`, [hoursId]);
      if (!before) throw new Problem('not-found');
      const { name, ...calendar } = change;
      if (name) await tx.query('update business_hours set name = $2 where id = $1', [hoursId, name]);
      if (Object.values(calendar).some((value) => value !== undefined)) await this.replace(tx, before, calendar);
      return hoursId;
    });
  }

  async delete(agent: AgentContext, hoursId: string): Promise<void> {
    await this.database
      .transaction(async (tx) => {
        const found = await firstRow(tx, 'delete from business_hours where id = $1 returning id', [hoursId]);
        if (!found) throw new Problem('not-found');
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
    await tx.query('update business_hours set version = version + 1 where id = $1', [before.id]);
    await tx.query('update sla_policies set version = version + 1 where hours_id = $1', [before.id]);
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
        return (await firstRow<BusinessHours>(tx, `${select} where h.id = $1`, [id]))!;
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
  await tx.query('insert into business_hours (id, name) values ($1, $2)', [id, input.name]);
  await addVersion(tx, id, 1, input);
  return id;
}

const addVersion = (tx: Tx, hoursId: string, version: number, { timeZone, windows, holidays }: HoursInput) =>
  tx.query(
    'insert into business_hours_versions (hours_id, version, time_zone, windows, holidays) values ($1, $2, $3, $4, $5)',
    [hoursId, version, timeZone, JSON.stringify(windows), JSON.stringify(holidays)],
  );
