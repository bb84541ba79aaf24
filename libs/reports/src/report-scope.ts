import type { TicketFilter } from '#libs/contracts';

/** Which part of the workspace a report is about. */
export interface ReportScope {
  channelType?: string;
  storeId?: string;
  team?: string;
}

/** The same as conditions on a row `alias`; their values are appended to `parameters`. */
export function scopeConditions(alias: string, { channelType, storeId, team }: ReportScope, parameters: unknown[]): string[] {
  const put = (value: unknown) => `$${parameters.push(value)}`;
  const conditions: string[] = [];
  if (channelType) conditions.push(`${alias}.channel_type = ${put(channelType)}`);
  if (storeId) conditions.push(`${alias}.store_id = ${put(storeId)}`);
  if (team) conditions.push(team === 'none' ? `${alias}.team_id is null` : `${alias}.team_id = ${put(team)}`);
  return conditions;
}

/** The same as a filter of the ticket list. */
export const scopeFilter = ({ channelType, storeId, team }: ReportScope): TicketFilter => ({ ...(channelType && { channelType }), ...(storeId && { storeId }), ...(team && { team }) });
