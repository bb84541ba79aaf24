import type { SystemDatabase } from '#libs/platform';

/** A row of any workspace for which something is due. */
export interface DueRow {
  workspaceId: string;
  id: string;
}
const batch = 200;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** All rows for which something is due, a page at a time; `from` is a table and its condition. */
export async function* duePages(system: SystemDatabase, from: `${string} where ${string}`, signal: AbortSignal): AsyncGenerator<DueRow[]> {
  for (let after = beforeAll; !signal.aborted; ) {
    const due = await system.query<DueRow & Record<string, unknown>>(`select workspace_id as "workspaceId", id from ${from} and id > $1 order by id limit $2`, [after, batch]);
    if (due.length > 0) yield due;
    if (due.length < batch) return;
    after = due.at(-1)!.id;
  }
}
