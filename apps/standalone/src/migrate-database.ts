import { BootRefused, type Config, runMigrations } from '#libs/platform';
import { migrations } from '#migrations';

/**
 * Brings the database to this version as its owner, and gives the application's role what it needs. Returns what was
 * new.
 */
export async function migrateDatabase({ databaseUrl, databaseMigrationUrl, workLimits }: Config): Promise<string[]> {
  if (!databaseMigrationUrl)
    throw new BootRefused('DATABASE_MIGRATION_URL is missing: migrations run as the owner of the database');
  const applied: string[] = [];
  await runMigrations({
    ownerUrl: databaseMigrationUrl,
    appRole: decodeURIComponent(new URL(databaseUrl).username),
    migrations,
    onMigrated: (name) => applied.push(name),
    limit: workLimits.migration,
  });
  return applied;
}
