import type { QueryRunner } from 'typeorm';

/**
 * Lets the roles that write one table write others as well: what runs beside the migration writes them from now on,
 * before the app's role is granted them.
 */
export async function grantAs(db: QueryRunner, like: string, tables: string[]): Promise<void> {
  const roles = (await db.query(
    `SELECT DISTINCT quote_ident(grantee) AS name FROM information_schema.role_table_grants
     WHERE table_schema = 'public' AND table_name = $1 AND privilege_type = 'UPDATE' AND grantee NOT IN (current_user, 'PUBLIC')`,
    [like],
  )) as { name: string }[];
  for (const { name } of roles)
    await db.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${tables.join(', ')} TO ${name}`);
}
