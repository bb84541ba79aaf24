import { createRequire } from 'node:module';
import { DataSource } from 'typeorm';
import { unprotectedFunctions, unprotectedTables } from '#libs/platform';
import { breaches } from '../../scripts/lib/table-walls.mjs';
import { type TestDatabase, createTestDatabase } from '../support/test-database.js';

const { tables } = createRequire(import.meta.url)('../../architecture.cjs') as { tables: Record<string, string[]> };

let database: TestDatabase;
let owner: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await new DataSource({
    type: 'postgres',
    url: database.ownerUrl,
    installExtensions: false,
    extra: { max: 1 },
  }).initialize();
});

afterAll(async () => {
  await owner?.destroy();
  await database?.drop();
});

describe('owners', () => {
  it('every table of the migrated database has one owner, and nothing else has', async () => {
    const found = (await owner.query(
      `select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
    )) as { name: string }[];
    expect(Object.values(tables).flat().sort()).toEqual(found.map(({ name }) => name));
  });

  const inFile = (text: string, name = 'libs/orders/src/decoy.ts') => breaches({ files: [{ name, text }], tables });

  it.each([
    ['a plain statement', "tx.query('select id from tickets where id = $1')"],
    ['a join in a fragment', 'const f = `join messages m on m.id = ${id}`'],
    ['a list of tables', 'const f = `select 1 from orders o, tickets t where ${x}`'],
    ['an update', 'const f = `update tickets set status = 1`'],
    ['an insert', "const f = 'INSERT INTO tickets (id) values ($1)'"],
    ['a delete that uses another', 'const f = `delete from orders using tickets t where t.id = orders.id`'],
    ['a quoted and qualified name', 'const f = `select 1 from public."tickets"`'],
    ['a name that is put in', "const name = 'tickets'; const f = `select 1 from ${name}`"],
    ['a repository by name', "tx.getRepository('tickets')"],
    ['a builder', "builder.leftJoin('tickets', 't')"],
    ['an entity of its own', "@Entity('tickets') class Decoy {}"],
    ['a schema of its own', "new EntitySchema({ name: 'Decoy', tableName: 'tickets' })"],
    ['a retention', "oldRows(database, { table: 'tickets', key: ['id'] })"],
    ["another's entity", "import { TicketEntity } from '#libs/tickets'"],
  ])('%s that touches a table of another lib is found', (_, text) => {
    expect(inFile(text)).toEqual([expect.stringMatching(/^libs\/orders\/src\/decoy\.ts:1: .* libs\/tickets$/)]);
  });

  it.each([
    ['its own tables', 'const f = `select 1 from orders o join shipments s on s.order_id = o.id`'],
    ["another's fragment", "import { ticketRows } from '#libs/tickets'; const f = `select 1 from ${ticketRows} t`"],
    [
      'a word beside a fragment',
      "import { ticketRows } from '#libs/tickets'; const kind = 'teams'; const f = `select 1 from ${ticketRows} t`",
    ],
    ['a word that is no table', "const f = 'We took this from your messages'; const event = 'tickets'"],
    ['a text in a statement', "const f = `select 'it came from tickets' from orders`"],
  ])('%s may be named', (_, text) => {
    expect(inFile(text)).toEqual([]);
  });

  it('a list of exceptions holds for its files, and complains of entries that nothing needs', () => {
    const files = [{ name: 'libs/orders/src/decoy.ts', text: "tx.query('select 1 from tickets')" }];
    const excused = { 'libs/orders/src/decoy.ts': 'a reason' };
    expect(breaches({ files, tables, exempt: excused })).toEqual([]);
    expect(breaches({ files: [{ ...files[0]!, text: '' }], tables, exempt: excused })).toEqual([
      'libs/orders/src/decoy.ts: names no table of others any more',
    ]);
    expect(breaches({ files, tables, exempt: { 'libs/ord/': 'another folder' } })).toHaveLength(2);
  });
});

describe('policies', () => {
  it('hold for whatever the migrations made', async () => {
    expect(await unprotectedTables(owner)).toEqual([]);
    expect(await unprotectedFunctions(owner)).toEqual([]);
  });

  it.each([
    ['a table', 'CREATE TABLE decoy (workspace_id uuid)'],
    [
      'a table whose owner is above its policy',
      'CREATE TABLE decoy (id int); ALTER TABLE decoy ENABLE ROW LEVEL SECURITY',
    ],
    ['a partitioned table', 'CREATE TABLE decoy (id int) PARTITION BY RANGE (id)'],
    ['a partition', `${partitioned()}; CREATE TABLE decoy PARTITION OF parent FOR VALUES FROM (0) TO (9)`],
    ['a view', 'CREATE VIEW decoy AS SELECT id FROM tickets'],
    ['a view that says no', 'CREATE VIEW decoy WITH (security_invoker = false) AS SELECT id FROM tickets'],
    ['a stored view', 'CREATE MATERIALIZED VIEW decoy AS SELECT id FROM tickets'],
  ])('%s without them is found', async (_, statement) => {
    expect(await after(statement, unprotectedTables)).toEqual(['decoy']);
  });

  it('a view that reads as who asks it is let be', async () => {
    const view = 'CREATE VIEW decoy WITH (security_invoker = true) AS SELECT id FROM tickets';
    expect(await after(view, unprotectedTables)).toEqual([]);
  });

  it('a function with the rights of its owner is found, and one without is let be', async () => {
    const definer = `
      CREATE FUNCTION decoy() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM tickets'`;
    expect(await after(definer, unprotectedFunctions)).toEqual(['decoy']);
    expect(await after(definer.replace('DEFINER', 'INVOKER'), unprotectedFunctions)).toEqual([]);
  });

  /** What the check says of a database in which the statement was run; it is undone. */
  async function after(statement: string, check: (dataSource: DataSource) => Promise<string[]>) {
    await owner.query('begin');
    try {
      await owner.query(statement);
      return await check(owner);
    } finally {
      await owner.query('rollback');
    }
  }
});

function partitioned() {
  return `CREATE TABLE parent (id int) PARTITION BY RANGE (id);
    ALTER TABLE parent ENABLE ROW LEVEL SECURITY; ALTER TABLE parent FORCE ROW LEVEL SECURITY`;
}
