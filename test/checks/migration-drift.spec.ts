import { readdirSync } from 'node:fs';
import path from 'node:path';
import { DataSource, EntitySchema, getMetadataArgsStorage } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** What entities do not say here: the migrations alone make keys, indexes, checks and the workspace's default. */
const saidByMigrationsAlone = [
  /^ALTER TABLE "\w+" DROP CONSTRAINT "\w+"$/,
  /^DROP INDEX "public"\."\w+"$/,
  /^ALTER TABLE "\w+" ALTER COLUMN "workspace_id" DROP DEFAULT$/,
];

/** Columns that Postgres fills by itself and no entity reads. */
const generatedColumns: string[] = [];

let database: TestDatabase;
let entities: Function[];

beforeAll(async () => {
  database = await createTestDatabase();
  const files = readdirSync('libs', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.entity.ts'),
  );
  for (const file of files) await import(path.resolve('libs', file));
  entities = getMetadataArgsStorage().tables.map((table) => table.target as Function);
});

afterAll(() => database?.drop());

/** What TypeORM would change to make the database what these entities say. */
async function drift(of: (Function | EntitySchema)[]) {
  const dataSource = await new DataSource({
    type: 'postgres',
    url: database.ownerUrl,
    entities: of,
    installExtensions: false,
  }).initialize();
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  await dataSource.destroy();
  const expected = [...saidByMigrationsAlone, ...generatedColumns.map((name) => new RegExp(`DROP COLUMN "${name}"$`))];
  return upQueries.map(({ query }) => query).filter((query) => !expected.some((pattern) => pattern.test(query)));
}

it('the entities say what the migrations made', async () => {
  expect(entities.length).toBeGreaterThan(0);
  expect(await drift(entities)).toEqual([]);
});

it('a column that only one side knows is found', async () => {
  const decoy = new EntitySchema({
    name: 'Decoy',
    tableName: 'teams',
    columns: { id: { type: 'uuid', primary: true }, colour: { type: 'text' } },
  });
  const changes = await drift([decoy]);
  expect(changes).toEqual(
    expect.arrayContaining([
      expect.stringContaining('ADD "colour" text'),
      expect.stringContaining('DROP COLUMN "name"'),
    ]),
  );
});
