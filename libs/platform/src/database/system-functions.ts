import type { DataSource } from 'typeorm';
import { BootRefused } from '../config/index.js';
import { quoted } from './quoted.js';
import { systemColumns } from './system-tables.js';

/**
 * The schema of the functions that run as `waypost_system`: they return ids only, of the workspace that is set, and
 * their callers read the rows under the policies.
 */
const schema = 'waypost_search';
const system = 'waypost_system';

const reach = `
  select pg_has_role('${system}', 'SET') as reaches, pg_has_role('${system}', 'MEMBER WITH ADMIN OPTION') as admits,
    quote_ident(current_user) as self`;

/** Functions of the schema with another owner, as ALTER FUNCTION names them. */
const strayFunctions = `
  select oid::regprocedure::text as name from pg_proc
  where pronamespace = to_regnamespace('${schema}') and proowner <> '${system}'::regrole`;

/**
 * Gives the functions to the system role, and lets the application's role alone execute them. A superuser as owner
 * would see through every policy, any other would fall under them.
 */
export async function handOverFunctions(owner: DataSource, appRole: string): Promise<void> {
  const [{ exists }] = (await owner.query(`select to_regnamespace('${schema}') is not null as exists`)) as [
    { exists: boolean },
  ];
  if (!exists) return;
  for (const [table, columns] of Object.entries(systemColumns)) {
    await owner.query(`GRANT SELECT (${columns.join(', ')}) ON ${table} TO ${system}`);
    await letSystemRead(owner, table);
  }
  await reachSystemRole(owner, appRole);
  const role = quoted(appRole);
  await owner.transaction(async (tx) => {
    await tx.query(
      `GRANT USAGE ON SCHEMA ${schema} TO ${role}, ${system}; GRANT CREATE ON SCHEMA ${schema} TO ${system}`,
    );
    const strays = (await tx.query(strayFunctions)) as { name: string }[];
    for (const { name } of strays) await tx.query(`ALTER FUNCTION ${name} OWNER TO ${system}`);
    await tx.query(`REVOKE CREATE ON SCHEMA ${schema} FROM ${system}`);
    // Only their owner may grant what it owns.
    await tx.query(`SET LOCAL ROLE ${system}`);
    await tx.query(`
      REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ${schema} FROM PUBLIC;
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${role}`);
    await tx.query('RESET ROLE');
  });
}

/** Lets the system role read a table across workspaces, as far as it was granted. */
export async function letSystemRead(owner: DataSource, table: string): Promise<void> {
  await owner.query(`DROP POLICY IF EXISTS system_reads ON ${table}`);
  await owner.query(`CREATE POLICY system_reads ON ${table} FOR SELECT TO ${system} USING (true)`);
}

/** Directly, or through the application's role, to which another role may have lent it. */
async function reachSystemRole(owner: DataSource, appRole: string) {
  const [{ reaches, admits, self }] = (await owner.query(reach)) as [
    { reaches: boolean; admits: boolean; self: string },
  ];
  if (!reaches) await owner.query(`GRANT ${admits ? system : quoted(appRole)} TO ${self} WITH INHERIT FALSE, SET TRUE`);
}

/** What the current role lacks to call each function, as the statement that would give it. */
const missing = `
  select statement from (
    select distinct format('GRANT USAGE ON SCHEMA %I TO %I', n.nspname, current_user) as statement
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = '${schema}' and not has_schema_privilege(n.oid, 'USAGE')
    union all
    select format('ALTER FUNCTION %s OWNER TO ${system}', oid::regprocedure) from pg_proc
    where pronamespace = to_regnamespace('${schema}') and pg_get_userbyid(proowner) <> '${system}'
    union all
    select format('GRANT EXECUTE ON FUNCTION %s TO %I', oid::regprocedure, current_user) from pg_proc
    where pronamespace = to_regnamespace('${schema}') and not has_function_privilege(oid, 'EXECUTE')
  ) lacking order by statement`;

/** Stops the boot when the current role may not call the functions, or they would not run as the system role. */
export async function requireFunctions(dataSource: DataSource): Promise<void> {
  const found = (await dataSource.query(missing)) as { statement: string }[];
  if (found.length)
    throw new BootRefused(
      `DATABASE_URL: the search lacks rights, which a migration gives. As a superuser run: ${found.map(({ statement }) => statement).join('; ')};`,
    );
}
