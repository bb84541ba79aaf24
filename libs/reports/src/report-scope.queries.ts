import { teamRows } from '#libs/identity';
import { storeRows } from '#libs/stores';

/** The part of the workspace that a report covers. */
export interface ReportScope {
  channelType?: string;
  storeId?: string;
  team?: string;
}

/** A report's scope as conditions on a row `alias`; appends their values to `parameters`. */
export function scopeConditions(
  alias: string,
  { channelType, storeId, team }: ReportScope,
  parameters: unknown[],
): string[] {
  const put = (value: unknown) => `$${parameters.push(value)}`;
  const conditions: string[] = [];
  if (channelType) conditions.push(`${alias}.channel_type = ${put(channelType)}`);
  if (storeId) conditions.push(`${alias}.store_id = ${put(storeId)}`);
  if (team) conditions.push(team === 'none' ? `${alias}.team_id is null` : `${alias}.team_id = ${put(team)}`);
  return conditions;
}

/** Whether a store and a team belong to the workspace; null does. Parameters: store, team. */
export const isKnown = `
  select $1::uuid is null or exists (select from ${storeRows} s where id = $1) as store, $2::uuid is null or exists (select from ${teamRows} t where id = $2) as team`;
