import type { DataSource } from 'typeorm';
import { BootRefused } from '../config/index.js';

interface Power {
  role: string;
  what: string;
}

/**
 * The role `$1`, or else the current one, and the roles that it may become, each with the rights that bypass the
 * policies.
 */
const powers = `
  with self as (select oid, rolname from pg_roles where rolname = coalesce($1, current_user)),
  mine as (select r.oid, r.rolname, r.rolsuper, r.rolbypassrls from pg_roles r, self where pg_has_role(self.oid, r.oid, 'MEMBER')),
  found as (
    select rolname, case when rolsuper then 'is a superuser' else 'has BYPASSRLS' end as what, 1 as rank from mine where rolsuper or rolbypassrls
    union all select rolname, 'owns the schema public', 2 from mine join pg_namespace n on n.nspowner = mine.oid where n.nspname = 'public'
    union all select rolname, 'owns the table ' || c.relname, 3 from mine join pg_class c on c.relowner = mine.oid where c.relnamespace = 'public'::regnamespace
  )
  select rolname as role, what from found order by rolname <> (select rolname from self), rank limit 1`;

/**
 * Stops the boot when the current or named role could bypass row-level security, by itself or as a member of another
 * role.
 */
export async function refuseUnsafeRole(dataSource: DataSource, role?: string): Promise<void> {
  const [power] = (await dataSource.query(powers, [role ?? null])) as Power[];
  if (power)
    throw new BootRefused(
      `DATABASE_URL: ${power.role} ${power.what}. Use a plain role that owns nothing; DATABASE_MIGRATION_URL is the owner's.`,
    );
}
