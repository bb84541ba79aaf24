import type { TicketFilter } from '#libs/contracts';
import { type Database, Problem, firstRow } from '#libs/platform';

/** Which part of the workspace a report is about. */
export interface ReportScope {
  channelType?: string;
  storeId?: string;
  team?: string;
}

/** The same as conditions on a row `alias`; their values are appended to `parameters`. */
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

/** The same as a filter of the ticket list. */
export const scopeFilter = ({ channelType, storeId, team }: ReportScope): TicketFilter => ({
  ...(channelType && { channelType }),
  ...(storeId && { storeId }),
  ...(team && { team }),
});

const known = `
  select $1::uuid is null or exists (select from stores where id = $1) as store, $2::uuid is null or exists (select from teams where id = $2) as team`;

/** A store or team that is not the workspace's is a mistake, not an empty report. */
export async function requireKnownScope(database: Database, { storeId, team }: ReportScope): Promise<void> {
  if (!storeId && (!team || team === 'none')) return;
  const found = await firstRow<{ store: boolean; team: boolean }>(database, known, [
    storeId ?? null,
    team === 'none' ? null : (team ?? null),
  ]);
  if (!found?.store)
    throw new Problem('invalid-request', {
      errors: [{ path: 'query.storeId', message: 'not a store of this workspace' }],
    });
  if (!found.team)
    throw new Problem('invalid-request', { errors: [{ path: 'query.team', message: 'not a team of this workspace' }] });
}
