import type { DataSource } from 'typeorm';
import { BootRefused } from '../config/index.js';
import { quoted } from './quoted.js';

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

/** What the owner role may do with the other roles that a migration touches. */
interface Rights {
  owner: string;
  appExists: boolean;
  systemExists: boolean;
  /** Whether the owner may create roles. */
  createsRoles: boolean;
  /** Whether the queues' schema and its objects belong, or can be given, to the application role. */
  handsOver: boolean;
  /** Roles that own the schema or objects in it, of which the owner is not a member. */
  holders: string[];
  /** Whether the owner may make itself a member of the application role. */
  joinsApp: boolean;
  /** Whether the application role is, or can be made, a member of the system role. */
  lendsSystem: boolean;
  /** Whether the owner can become the system role, to give it functions: by itself or through the application role. */
  reachesSystem: boolean;
}

/**
 * Objects of the queues' schema that the role `$1` does not own, each with the statement that hands it over. A column's
 * sequence follows its table.
 */
const strayObjects = `
  select format('ALTER %s %s OWNER TO %I', kind, name, $1::text) as statement, pg_get_userbyid(owner) as owner
  from (
    select case relkind when 'S' then 'SEQUENCE' when 'v' then 'VIEW' when 'm' then 'MATERIALIZED VIEW' else 'TABLE' end as kind,
      c.oid::regclass::text as name, relowner as owner, relnamespace as schema
    from pg_class c
    where relkind in ('r', 'p', 'v', 'm', 'S') and not (relkind = 'S' and exists (
      select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype in ('a', 'i')))
    union all select 'ROUTINE', oid::regprocedure::text, proowner, pronamespace from pg_proc
    union all select 'TYPE', t.oid::regtype::text, typowner, typnamespace
    from pg_type t left join pg_class c on c.oid = typrelid
    where typtype in ('d', 'e', 'r') or (typtype = 'c' and c.relkind = 'c')
  ) objects join pg_namespace n on n.oid = schema
  where nspname = 'waypost_jobs' and pg_get_userbyid(owner) <> $1`;

const rights = `
  with foreign_owners as (
    select pg_get_userbyid(nspowner) as owner from pg_namespace where nspname = 'waypost_jobs' and pg_get_userbyid(nspowner) <> $1
    union select owner from (${strayObjects}) strays
  )
  select current_user as owner, app.oid is not null as "appExists", sys.oid is not null as "systemExists", me.rolsuper or me.rolcreaterole as "createsRoles",
    coalesce(pg_has_role(app.oid, 'SET'), false) or exists (select from pg_namespace where nspname = 'waypost_jobs') and not exists (select from foreign_owners) as "handsOver",
    array(select owner::text from foreign_owners where not pg_has_role(owner, 'USAGE') order by 1) as holders,
    coalesce(pg_has_role(app.oid, 'MEMBER WITH ADMIN OPTION'), false) as "joinsApp",
    coalesce(pg_has_role(sys.oid, 'MEMBER WITH ADMIN OPTION') or pg_has_role(app.oid, sys.oid, 'SET'), false) as "lendsSystem",
    coalesce(pg_has_role(sys.oid, 'SET') or pg_has_role(sys.oid, 'MEMBER WITH ADMIN OPTION')
      or pg_has_role(app.oid, 'SET') or pg_has_role(app.oid, 'MEMBER WITH ADMIN OPTION'), false) as "reachesSystem"
  from pg_roles me left join pg_roles app on app.rolname = $1 left join pg_roles sys on sys.rolname = 'waypost_system'
  where me.rolname = current_user`;

/**
 * Runs before the first change. Grants the owner what it may grant itself; for the rest it throws, with the statements
 * to run.
 */
export async function requireOwnerRights(owner: DataSource, appRole: string): Promise<void> {
  const [found] = (await owner.query(rights, [appRole])) as [Rights];
  const [app, self] = [quoted(appRole), quoted(found.owner)];
  const missing = [...missingRights(found, app, self)];
  if (missing.length)
    throw new BootRefused(
      `DATABASE_MIGRATION_URL: the role ${found.owner} may not prepare the database for ${appRole}. As a superuser run: ${missing.join('; ')};`,
    );
  if (!found.handsOver) await owner.query(`GRANT ${app} TO ${self} WITH INHERIT FALSE, SET TRUE`);
}

function* missingRights(
  { appExists, systemExists, createsRoles, handsOver, holders, joinsApp, lendsSystem, reachesSystem }: Rights,
  app: string,
  self: string,
) {
  if (!appExists) yield `CREATE ROLE ${app} LOGIN PASSWORD '...'`;
  if (!systemExists && !createsRoles) yield 'CREATE ROLE waypost_system NOLOGIN';
  if (!handsOver && !joinsApp) yield `GRANT ${app} TO ${self} WITH INHERIT FALSE, SET TRUE`;
  for (const holder of holders) yield `GRANT ${quoted(holder)} TO ${self} WITH INHERIT TRUE`;
  if (systemExists ? !lendsSystem : !createsRoles) yield `GRANT waypost_system TO ${app} WITH INHERIT FALSE, SET TRUE`;
  // Where both roles are there and the queues are theirs already, nothing else asks for it.
  if (systemExists && handsOver && !reachesSystem) yield `GRANT waypost_system TO ${self} WITH INHERIT FALSE, SET TRUE`;
}

/**
 * Gives the queues' schema and all its objects to the application role, since the queues create sequences at run time.
 */
export async function handOverQueues(owner: DataSource, appRole: string): Promise<void> {
  const role = quoted(appRole);
  await owner.query('CREATE SCHEMA IF NOT EXISTS waypost_jobs');
  await owner.query(`ALTER SCHEMA waypost_jobs OWNER TO ${role}`);
  const strays = (await owner.query(strayObjects, [appRole])) as { statement: string }[];
  if (!strays.length) return;
  await owner.transaction(async (tx) => {
    // An owner who is not a superuser cannot access objects in a schema that it has just given away.
    const [{ self }] = (await tx.query('select current_user as self')) as [{ self: string }];
    await tx.query(`SET LOCAL ROLE ${role}`);
    await tx.query(`GRANT USAGE ON SCHEMA waypost_jobs TO ${quoted(self)}`);
    await tx.query('RESET ROLE');
    for (const { statement } of strays) await tx.query(statement);
  });
}
