import { setTimeout as pause } from 'node:timers/promises';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { type WorkLimit, usualLimits } from '../config/work-limits.js';
import { handOverQueues, refuseUnsafeRole, requireOwnerRights } from './check-roles.js';
import { quoted } from './quoted.js';
import { handOverFunctions, letSystemRead } from './system-functions.js';
import { definerFunctions, ownerViews, routingTables, systemTables } from './system-tables.js';

export type Migration = new () => MigrationInterface;

const migrationLock = 720_190_421;

export interface MigrateOptions {
  /** URL of the owner role, which may create tables and roles. */
  ownerUrl: string;
  /** The role that the application signs in as; it is granted only what it needs. */
  appRole: string;
  migrations: Migration[];
  onMigrated?: (name: string) => void;
  /** Limits of each migration's statements. */
  limit?: WorkLimit;
}

/**
 * Migrates the database; concurrent calls wait for each other. Before it changes anything it refuses an application
 * role that could bypass row-level security.
 */
export async function runMigrations({
  ownerUrl,
  appRole,
  migrations,
  onMigrated,
  limit = usualLimits.migration,
}: MigrateOptions): Promise<void> {
  const owner = await new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations,
    installExtensions: false,
    extra: { max: 2, statement_timeout: limit.statementMs, lock_timeout: limit.lockMs },
  }).initialize();
  const lock = owner.createQueryRunner();
  try {
    await takeLock(lock);
    await refuseUnsafeRole(owner, appRole);
    await requireOwnerRights(owner, appRole);
    const done = await owner.runMigrations({ transaction: 'each' });
    for (const migration of done) onMigrated?.(migration.name);
    await grantAppRole(owner, appRole);
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    await lock.release();
    await owner.destroy();
  }
}

/**
 * Waits as long as another process migrates. It asks again and again: a statement that waited would hold a snapshot,
 * and an index that is built concurrently waits for every older one, so that the two would wait for each other.
 */
async function takeLock(lock: QueryRunner) {
  const isTaken = async () => {
    const [{ taken }] = (await lock.query('select pg_try_advisory_lock($1) as taken', [migrationLock])) as [
      { taken: boolean },
    ];
    return taken;
  };
  while (!(await isTaken())) await pause(250);
}

/** Names of the migrations that have not run yet. */
export async function pendingMigrations(dataSource: DataSource, migrations: Migration[]): Promise<string[]> {
  const done = (await dataSource.query('select name from migrations')) as { name: string }[];
  const names = new Set(done.map((row) => row.name));
  return migrations.map((migration) => migration.name).filter((name) => !names.has(name));
}

async function grantAppRole(owner: DataSource, appRole: string) {
  const role = quoted(appRole);
  const existing = await existingTables(owner);
  const systemReads = systemTables.filter((table) => existing.has(table));
  await owner.query(`
    GRANT USAGE ON SCHEMA public TO ${role}, waypost_system;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role};
    REVOKE INSERT, UPDATE, DELETE ON migrations FROM ${role};
  `);
  await handOverQueues(owner, appRole);
  await lendSystemRole(owner, appRole);
  await owner.query(
    `GRANT SELECT ON ${['workspaces', 'channel_routes', 'channel_addresses', ...systemReads].join(', ')} TO waypost_system`,
  );
  for (const table of systemReads) await letSystemRead(owner, table);
  await handOverFunctions(owner, appRole);
}

/** Another role may already have granted it, where this owner cannot. */
async function lendSystemRole(owner: DataSource, appRole: string) {
  const [lent] = (await owner.query(
    `select pg_has_role($1, 'waypost_system', 'SET') and not pg_has_role($1, 'waypost_system', 'USAGE') as yes`,
    [appRole],
  )) as [{ yes: boolean }];
  if (!lent.yes) await owner.query(`GRANT waypost_system TO ${quoted(appRole)} WITH INHERIT FALSE, SET TRUE`);
}

async function existingTables(owner: DataSource): Promise<Set<string>> {
  const found = (await owner.query(`select tablename from pg_tables where schemaname = 'public'`)) as {
    tablename: string;
  }[];
  return new Set(found.map((row) => row.tablename));
}

/** Tables, partitions and views in schema public that could show a workspace the rows of another. */
export async function unprotectedTables(dataSource: DataSource): Promise<string[]> {
  const found = (await dataSource.query(withoutPolicies)) as { relname: string }[];
  return without(
    found.map((row) => row.relname),
    [...routingTables, ...ownerViews],
  );
}

/** Functions of ours that run with their owner's rights, and so bypass row-level security. */
export async function unprotectedFunctions(dataSource: DataSource): Promise<string[]> {
  const found = (await dataSource.query(
    `select proname from pg_proc where pronamespace::regnamespace::text !~ '^(pg_|information_schema)' and prosecdef`,
  )) as { proname: string }[];
  return without(
    found.map((row) => row.proname),
    definerFunctions,
  );
}

/**
 * A view runs with its owner's rights without `security_invoker`; materialised views and foreign tables have no
 * policies at all.
 */
const withoutPolicies = `
  select relname from pg_class where relnamespace = 'public'::regnamespace and (
    relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)
    or relkind in ('m', 'f')
    or relkind = 'v' and not exists (
      select from pg_options_to_table(reloptions) where option_name = 'security_invoker' and option_value::boolean))
  order by relname`;

const without = (names: string[], listed: readonly string[]) => names.filter((name) => !listed.includes(name));
