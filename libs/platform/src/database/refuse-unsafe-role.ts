import type { DataSource } from 'typeorm';

/** Why the role must not run the application; null when it may. */
async function unsafeBecause(dataSource: DataSource): Promise<string | null> {
  const [role] = (await dataSource.query('select rolsuper, rolbypassrls, rolname from pg_roles where rolname = current_user')) as { rolsuper: boolean; rolbypassrls: boolean; rolname: string }[];
  if (role?.rolsuper) return `${role.rolname} is a superuser`;
  if (role?.rolbypassrls) return `${role.rolname} has BYPASSRLS`;
  const owned = (await dataSource.query(
    `select c.relname from pg_class c where c.relowner = (select oid from pg_roles where rolname = current_user) and c.relnamespace = 'public'::regnamespace limit 1`,
  )) as { relname: string }[];
  return owned[0] ? `${role?.rolname} owns the table ${owned[0].relname}` : null;
}

/** Boot stops here when the database role could see through the policies. */
export async function refuseUnsafeRole(dataSource: DataSource): Promise<void> {
  const reason = await unsafeBecause(dataSource);
  if (reason) throw new Error(`DATABASE_URL: ${reason}. Use a plain role that owns nothing; DATABASE_MIGRATION_URL is the owner's.`);
}
