interface RowsToDrop {
  table: string;
  /** Columns of the primary key. */
  key: string[];
  /** SQL condition of an old row. */
  isOld: string;
  batch: number;
}

/** Deletes a batch of old rows `t` of the workspace `w` in context. */
export const dropRows = ({ table, key, isOld, returning, batch }: RowsToDrop & { returning: string }): string => `
  delete from ${table} where (${key.join(', ')}) in (
    select ${key.map((column) => `t.${column}`).join(', ')} from ${table} t join workspaces w on w.id = t.workspace_id
    where ${isOld} limit ${batch})
  returning ${returning} as returned`;

/** Deletes a batch of the old rows of a table that belongs to no workspace. */
export const dropRowsOfAll = ({ table, key, isOld, batch }: RowsToDrop): string => `
  delete from ${table} where (${key.join(', ')}) in (
    select ${key.join(', ')} from ${table} where ${isOld} limit ${batch})
  returning 1`;

/** The workspaces with a row of a table for which a condition on the row `t` and the workspace `w` holds. */
export const workspacesWith = (table: string, condition: string): string => `
  select w.id as "workspaceId" from workspaces w
  where exists (select from ${table} t where t.workspace_id = w.id and (${condition}))`;
