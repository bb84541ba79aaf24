import pg from 'pg';
import type { DatabaseUrls } from '#libs/platform';
import { ownerRole } from './create-cluster.js';
import type { Installation } from './installation.js';

/** Name of the role that the application signs in as. */
export const appRole = 'waypost';
const database = 'waypost';

const url = (role: string, password: string, port: number, name = database) =>
  `postgresql://${role}:${password}@127.0.0.1:${port}/${name}`;

/** The connections of both roles. */
export function urlsOf({ ownerPassword, appPassword }: Installation, port: number): Required<DatabaseUrls> {
  return { databaseUrl: url(appRole, appPassword, port), databaseMigrationUrl: url(ownerRole, ownerPassword, port) };
}

/** Whether our server answers at this port, as the cluster that is ours: throws what the server says otherwise. */
export async function greet({ ownerPassword }: Installation, port: number, cluster: string): Promise<void> {
  await asOwner(url(ownerRole, ownerPassword, port, 'postgres'), async (client) => {
    const { rows } = await client.query<{ data_directory: string }>('show data_directory');
    if (rows[0]?.data_directory !== cluster)
      throw new Error(`Another Postgres answers at port ${port}: ${rows[0]?.data_directory}`);
  });
}

/** Makes the application's role and the database where they are missing; may be interrupted anywhere and done again. */
export async function prepareDatabase({ ownerPassword, appPassword }: Installation, port: number): Promise<void> {
  await asOwner(url(ownerRole, ownerPassword, port, 'postgres'), async (client) => {
    const { rows } = await client.query<{ role: boolean; base: boolean }>(
      'select exists (select from pg_roles where rolname = $1) as role, exists (select from pg_database where datname = $2) as base',
      [appRole, database],
    );
    if (!rows[0]?.role)
      await client.query(
        `CREATE ROLE ${appRole} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD ${client.escapeLiteral(appPassword)}`,
      );
    if (!rows[0]?.base) await client.query(`CREATE DATABASE ${database}`);
  });
}

async function asOwner(connectionString: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  // A server that goes down under us is told by the query; the event would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
