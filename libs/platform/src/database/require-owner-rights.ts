import type { DataSource } from 'typeorm';
import { BootRefused } from '../config/index.js';

/** What stands between the owner's role and what migrating does with other roles. */
interface Rights {
  owner: string;
  appExists: boolean;
  systemExists: boolean;
  /** Whether the owner may make roles. */
  createsRoles: boolean;
  /** Whether the schema of the queue can be, or is, the application role's. */
  handsOver: boolean;
  /** Whether the owner may make itself a member of the application's role. */
  joinsApp: boolean;
  /** Whether the application's role can be, or is, a member of the system role. */
  lendsSystem: boolean;
}

const rights = `
  select current_user as owner, app.oid is not null as "appExists", sys.oid is not null as "systemExists", me.rolsuper or me.rolcreaterole as "createsRoles",
    coalesce(pg_has_role(app.oid, 'SET'), false) or exists (select from pg_namespace where nspname = 'waypost_jobs' and nspowner = app.oid) as "handsOver",
    coalesce(pg_has_role(app.oid, 'MEMBER WITH ADMIN OPTION'), false) as "joinsApp",
    coalesce(pg_has_role(sys.oid, 'MEMBER WITH ADMIN OPTION') or pg_has_role(app.oid, sys.oid, 'SET'), false) as "lendsSystem"
  from pg_roles me left join pg_roles app on app.rolname = $1 left join pg_roles sys on sys.rolname = 'waypost_system'
  where me.rolname = current_user`;

/** Before anything is changed: the owner gives itself what it may, and boot stops with the statements for the rest. */
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
  { appExists, systemExists, createsRoles, handsOver, joinsApp, lendsSystem }: Rights,
  app: string,
  self: string,
) {
  if (!appExists) yield `CREATE ROLE ${app} LOGIN PASSWORD '...'`;
  if (!systemExists && !createsRoles) yield 'CREATE ROLE waypost_system NOLOGIN';
  if (!handsOver && !joinsApp) yield `GRANT ${app} TO ${self} WITH INHERIT FALSE, SET TRUE`;
  if (systemExists ? !lendsSystem : !createsRoles) yield `GRANT waypost_system TO ${app} WITH INHERIT FALSE, SET TRUE`;
}

/** A name as it stands in a statement. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
