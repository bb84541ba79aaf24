import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { runMigrations } from '#libs/platform';
import { migrations } from '#migrations';
import { startRedis } from '../../support/redis.js';
import { createBareDatabase, type TestDatabase } from '../../support/test-database.js';
import type { TestWaypost } from '../../support/waypost.js';

export type Row = Record<string, unknown>;

/**
 * An installation as an earlier version left it: its schema, from the migrations of that time, and rows put in as that
 * version wrote them. The owner of its tables is no superuser, so that policies hold for the migrations as well, unless
 * the test is about one.
 */
export class EarlierVersion {
  private constructor(
    readonly database: TestDatabase,
    /** Null where the superuser owns the tables, as in docker-compose.yml. */
    private readonly plainOwner: string | null,
    private readonly client: pg.Client,
  ) {}

  /** `last` is the newest migration that the earlier version knew. */
  static async install(last: string, { bySuperuser = false } = {}): Promise<EarlierVersion> {
    const database = await createBareDatabase();
    const client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
    const plainOwner = bySuperuser ? null : await makePlainOwner(client, database);
    const earlier = new EarlierVersion(database, plainOwner, client);
    await earlier.migrate(migrations.findIndex(({ name }) => name === last) + 1);
    return earlier;
  }

  /** Puts rows into a table; columns that are not named have their default. */
  async insert(table: string, ...rows: Row[]): Promise<void> {
    for (const row of rows) {
      const columns = Object.keys(row).join(', ');
      await this.client.query(
        `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, $1::jsonb)`,
        [JSON.stringify(row)],
      );
    }
  }

  /** Puts rows in that no foreign key would let pass, as a fault or a repair by hand may have left them. */
  async insertAgainstRules(table: string, ...rows: Row[]): Promise<void> {
    await this.client.query('set session_replication_role = replica');
    await this.insert(table, ...rows).finally(() => this.client.query('set session_replication_role = default'));
  }

  /** Brings the database to the newest version. */
  upgrade(): Promise<void> {
    return this.migrate(migrations.length);
  }

  /** What the newest version starts on. */
  async ground(): Promise<Pick<TestWaypost, 'database' | 'redis' | 'dataDir' | 'secretKey'>> {
    return {
      database: this.database,
      redis: process.env.WAYPOST_TEST_MODE === 'redis' ? await startRedis() : undefined,
      dataDir: mkdtempSync(path.join(tmpdir(), 'waypost-upgrade-')),
      secretKey: randomUUID(),
    };
  }

  async query<T extends Row>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return (await this.client.query<T>(sql, parameters)).rows;
  }

  /** Drops the database, and its owner with it. */
  async close(): Promise<void> {
    if (this.plainOwner) {
      await this.client.query(`alter database ${this.database.name} owner to current_user`);
      await this.client.query(`reassign owned by ${this.plainOwner} to current_user; drop owned by ${this.plainOwner}`);
      await this.client.query(`drop role ${this.plainOwner}`);
    }
    await this.client.end();
    await this.database.drop();
  }

  /** Brings the database to the version with so many migrations. */
  async migrate(count: number): Promise<void> {
    const url = new URL(this.database.ownerUrl);
    if (this.plainOwner) Object.assign(url, { username: this.plainOwner, password: 'earlier' });
    const appRole = new URL(this.database.appUrl).username;
    await runMigrations({ ownerUrl: url.href, appRole, migrations: migrations.slice(0, count) });
  }
}

async function makePlainOwner(client: pg.Client, database: TestDatabase): Promise<string> {
  const name = `earlier_${randomBytes(4).toString('hex')}`;
  await client.query(`create role ${name} login createrole password 'earlier'`);
  await client.query(`grant ${new URL(database.appUrl).username} to ${name} with inherit false, set true`);
  await client.query(`alter database ${database.name} owner to ${name}`);
  return name;
}
