import type { TicketFilter } from '#libs/contracts';
import { type Database, Problem, firstRow } from '#libs/platform';
import { type ReportScope, isKnown } from './reports.queries.js';

/** A report's scope as a filter of the ticket list. */
export const scopeFilter = ({ channelType, storeId, team }: ReportScope): TicketFilter => ({
  ...(channelType && { channelType }),
  ...(storeId && { storeId }),
  ...(team && { team }),
});

/** Refuses a store or team of another workspace, so that a mistake does not look like an empty report. */
export async function requireKnownScope(database: Database, { storeId, team }: ReportScope): Promise<void> {
  if (!storeId && (!team || team === 'none')) return;
  const found = await firstRow<{ store: boolean; team: boolean }>(database, isKnown, [
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
