/** The workspace that is set, as the policies read it; null when none is. */
export const here = `nullif(current_setting('waypost.workspace_id', true), '')::uuid`;

const settings = {
  search_path: 'pg_catalog, pg_temp',
  // A plan for the words that are asked for: one is in a row of a million, the next in every second.
  plan_cache_mode: 'force_custom_plan',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
};

/**
 * A function of the schema waypost_search that returns ids of a statement with the rights of its owner, which is
 * `waypost_system` as soon as the rights of roles are given (libs/platform/src/database/system-functions.ts). Until
 * then it may be executed by its maker alone. Of text that it gets it makes no SQL.
 * @param body a query, or statements of PL/pgSQL that return some
 */
export const functionOfIds = (signature: string, body: string, more: Record<string, string> = {}): string => `
  CREATE OR REPLACE FUNCTION waypost_search.${signature} RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER PARALLEL UNSAFE ROWS 100
  ${Object.entries({ ...settings, ...more })
    .map(([name, value]) => `SET ${name} = ${value}`)
    .join('\n  ')}
  AS $$
  BEGIN
    ${/^\s*(IF|RETURN)/.test(body) ? body : `RETURN QUERY ${body}`};
  END $$;
  REVOKE ALL ON FUNCTION waypost_search.${signature} FROM PUBLIC`;

/**
 * One whose index holds no order. It is read through that index in any case: where the planner takes a word for a
 * common one that the workspace does not have, any other way reads the workspace.
 */
export const functionOfWords = (signature: string, query: string): string =>
  functionOfIds(signature, query, { enable_seqscan: 'off', enable_indexscan: 'off', enable_indexonlyscan: 'off' });

/** One whose order an index holds: with every other way off, that index is read as far as is asked for. */
export const functionOfRange = (signature: string, query: string): string =>
  functionOfIds(signature, query, { enable_seqscan: 'off', enable_bitmapscan: 'off', enable_sort: 'off' });
