import type { DataSource } from 'typeorm';
import { BootRefused } from '../config/index.js';

interface Power {
  role: string;
  what: string;
}

/** Roles that this one is or may become, and what each could get around the policies with. */
const powers = `
  with mine as (select oid, rolname, rolsuper, rolbypassrls from pg_roles where pg_has_role(current_user, oid, 'MEMBER')),
  found as (
    select rolname, case when rolsuper then 'is a superuser' else 'has BYPASSRLS' end as what, 1 as rank from mine where rolsuper or rolbypassrls
    union all select rolname, 'owns the schema public', 2 from mine join pg_namespace n on n.nspowner = mine.oid where n.nspname = 'public'
    union all select rolname, 'owns the table ' || c.relname, 3 from mine join pg_class c on c.relowner = mine.oid where c.relnamespace = 'public'::regnamespace
  )
  select rolname as role, what from found order by rolname <> current_user, rank limit 1`;

/** Boot stops here when the database role could see through the policies, by itself or as a member of another. */
export async function refuseUnsafeRole(dataSource: DataSource): Promise<void> {
  const [power] = (await dataSource.query(powers)) as Power[];
  if (power)
    throw new BootRefused(
      `DATABASE_URL: ${power.role} ${power.what}. Use a plain role that owns nothing; DATABASE_MIGRATION_URL is the owner's.`,
    );
}
